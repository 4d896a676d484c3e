import { requirePermission } from './authorise'
import { type Call, type Reply, xmlReply } from './call'
import { checksumElement } from './checksums'
import { invalidArgument, s3Error } from './errors'
import { requireVersion, versionHeaders } from './find'
import { attributesOf } from './schema'
import { document, type XmlValue } from './xml'

const WANTED = ['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize']

export function getObjectAttributes(call: Call): Reply {
  requirePermission(
    call,
    call.query.has('versionId') ? 's3:GetObjectVersionAttributes' : 's3:GetObjectAttributes',
  )
  const wanted = (call.headers.get('x-amz-object-attributes') ?? '').split(',').map((name) => name.trim())
  const unknown = wanted.find((name) => !WANTED.includes(name))
  if (unknown !== undefined) {
    throw invalidArgument('x-amz-object-attributes', unknown, 'Invalid attribute name specified.')
  }
  const row = requireVersion(call)
  const { checksum, parts } = attributesOf(row)
  const has = (name: string) => wanted.includes(name)
  const content: XmlValue = {
    ETag: has('ETag') ? row.etag : undefined,
    Checksum:
      has('Checksum') && checksum
        ? { [checksumElement(checksum.algorithm)]: checksum.value, ChecksumType: checksum.type }
        : undefined,
    ObjectParts:
      has('ObjectParts') && parts
        ? partsOf(call, parts, checksum && checksumElement(checksum.algorithm))
        : undefined,
    StorageClass: has('StorageClass') ? row.class : undefined,
    ObjectSize: has('ObjectSize') ? row.size : undefined,
  }
  return xmlReply(document('GetObjectAttributesResponse', content), {
    'last-modified': new Date(row.modified).toUTCString(),
    ...versionHeaders(row),
  })
}

function partsOf(
  call: Call,
  parts: { number: number; size: number; checksum?: string }[],
  element: string | undefined,
): XmlValue {
  const limit = Number(call.headers.get('x-amz-max-parts') ?? 1000)
  const marker = Number(call.headers.get('x-amz-part-number-marker') ?? 0)
  if (!Number.isInteger(limit) || limit < 0 || !Number.isInteger(marker)) throw s3Error('InvalidArgument')
  const rest = parts.filter((part) => part.number > marker)
  const page = rest.slice(0, Math.min(limit, 1000))
  const detailed = parts.some((part) => part.checksum !== undefined)
  return {
    PartsCount: parts.length,
    ...(detailed
      ? {
          PartNumberMarker: marker,
          NextPartNumberMarker: page.at(-1)?.number ?? marker,
          MaxParts: limit,
          IsTruncated: page.length < rest.length,
          Part: page.map((part) => ({
            PartNumber: part.number,
            Size: part.size,
            ...(element && part.checksum ? { [element]: part.checksum } : {}),
          })),
        }
      : {}),
  }
}
