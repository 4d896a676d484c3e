import { createHash, createHmac } from 'node:crypto'

const hash = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex')
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()

export interface Unsigned {
  method: string
  /** With its query, encoded as it is sent. */
  path: string
  headers: Record<string, string>
  body: Buffer
}
export interface Credentials {
  accessKeyId: string
  secretAccessKey: string
  region: string
}

/** The headers of a request with its Signature Version 4, calculated here from the specification and not by the local cloud's code.
 *  https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
 *  @param payload what stands in place of the body's hash, for bodies that are sent in chunks */
export function signed(
  { method, path, headers, body }: Unsigned,
  service: string,
  { accessKeyId, secretAccessKey, region }: Credentials,
  payload = hash(body),
): Record<string, string> {
  const instant = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '')
  const day = instant.slice(0, 8)
  const [resource = '/', query = ''] = path.split('?')
  const all: Record<string, string> = { ...headers, 'x-amz-date': instant, 'x-amz-content-sha256': payload }
  const names = Object.keys(all).toSorted()
  const canonical = [
    method,
    service === 's3' ? resource : resource.replaceAll('%', '%25'),
    query.split('&').toSorted().join('&'),
    ...names.map((name) => `${name}:${all[name]?.trim().replace(/\s+/g, ' ')}`),
    '',
    names.join(';'),
    payload,
  ].join('\n')
  const scope = `${day}/${region}/${service}/aws4_request`
  const text = ['AWS4-HMAC-SHA256', instant, scope, hash(canonical)].join('\n')
  const key = [day, region, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`)
  const signature = createHmac('sha256', key).update(text).digest('hex')
  const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`
  return { ...all, authorization }
}
