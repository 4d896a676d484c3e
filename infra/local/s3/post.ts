import { requirePermission } from './authorise'
import { type Call, type Reply, xmlReply } from './call'
import { causeOf } from './cause'
import { bucketDefaults } from './defaults'
import { invalidArgument, s3Error } from './errors'
import { readForm } from './form'
import { versionHeaders } from './find'
import { readSettings, storageClass } from './object-settings'
import { requireKey } from './objects'
import { checkPolicy, policySigner } from './post-policy'
import { bytesOf, keep, LARGEST_PUT } from './receive'
import { readTagging } from './tags'
import { addVersion } from './versions'
import { document } from './xml'

/** An upload by a browser's form, allowed by the policy that the form carries. */
export async function postObject(anonymous: Call): Promise<Reply> {
  const bucket = anonymous.store.requireBucket(anonymous.bucket)
  const form = await readForm(bytesOf(anonymous), anonymous.headers.get('content-type') ?? '')
  const { fields } = form
  const template = fields.get('key')
  if (!template)
    throw invalidArgument(
      'key',
      '',
      "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields.",
    )
  const key = template.replaceAll('${filename}', form.filename.replace(/^.*[\\/]/, ''))
  if (key.includes('\0')) throw s3Error('InvalidURI')
  fields.set('key', key)
  const credential = policySigner(anonymous.context, fields)
  const call: Call = { ...anonymous, key, credential, headers: fields }
  requirePermission(call, 's3:PutObject')
  requireKey(key)
  const { least, most } = credential
    ? checkPolicy(fields, call.bucket, call.context.now())
    : { least: 0, most: LARGEST_PUT }
  const settings = readSettings(fields, bucketDefaults(call, bucket), call.context.now())
  const tagging = fields.get('tagging')
  if (tagging !== undefined) settings.tags = readTagging(tagging)
  const received = await keep(call.store, {
    source: form.file,
    headers: fields,
    least,
    most,
    trailer: new Map(),
  })
  const { algorithm, value } = received.checksum
  const row = await call.store.adopt(received.segments, () =>
    addVersion(
      call,
      call.store.requireBucket(call.bucket),
      {
        key,
        size: received.size,
        etag: received.md5,
        storageClass: storageClass(fields),
        attributes: {
          ...settings,
          segments: received.segments,
          checksum: { algorithm, value, type: 'FULL_OBJECT' },
        },
      },
      causeOf(call, 'POST Object'),
    ),
  )
  return answer(call, anonymous.headers.get('host') ?? '', row.etag, {
    ...settings.encryption,
    ...versionHeaders(row),
  })
}

function answer(call: Call, host: string, etag: string, more: Record<string, string>): Reply {
  const { headers: fields, bucket, key } = call
  const location = `http://${host}/${bucket}/${encodeURIComponent(key)}`
  const headers = { etag: `"${etag}"`, location, ...more }
  const redirect = redirectTarget(fields.get('success_action_redirect') ?? fields.get('redirect'))
  if (redirect) {
    redirect.searchParams.set('bucket', bucket)
    redirect.searchParams.set('key', key)
    redirect.searchParams.set('etag', `"${etag}"`)
    return { status: 303, headers: { ...headers, location: redirect.href } }
  }
  const status = fields.get('success_action_status')
  if (status === '201') {
    const body = document(
      'PostResponse',
      { Location: location, Bucket: bucket, Key: key, ETag: `"${etag}"` },
      null,
    )
    return xmlReply(body, headers, 201)
  }
  return { status: status === '200' ? 200 : 204, headers }
}

function redirectTarget(address: string | undefined): URL | undefined {
  if (!address || !URL.canParse(address)) return undefined
  const url = new URL(address)
  return url.protocol === 'http:' || url.protocol === 'https:' ? url : undefined
}
