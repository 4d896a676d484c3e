import { s3Error } from './errors'

/** Bytes of a body: both ends are included. */
export interface ByteRange {
  start: number
  end: number
}

/**
 * Reads a `Range` header. Several ranges, or a header that makes no sense, mean the whole object, as S3 answers them.
 * @throws InvalidRange when no byte of the object lies in it
 */
export function readRange(header: string | undefined, size: number): ByteRange | undefined {
  const found = header === undefined ? null : /^\s*bytes=\s*(\d*)-(\d*)\s*$/.exec(header)
  if (!found) return undefined
  const [, first = '', last = ''] = found
  if (first === '' && last === '') return undefined
  if (first !== '' && last !== '' && Number(first) > Number(last)) return undefined
  const range =
    first === ''
      ? { start: Math.max(size - Number(last), 0), end: size - 1 }
      : { start: Number(first), end: last === '' ? size - 1 : Math.min(Number(last), size - 1) }
  if (range.start >= size || (first === '' && Number(last) === 0)) {
    throw s3Error('InvalidRange', {
      detail: { RangeRequested: header?.trim() ?? '', ActualObjectSize: size },
      headers: { 'content-range': `bytes */${size}` },
    })
  }
  return range
}

/** Reads `x-amz-copy-source-range`, which must be whole and lie inside the source. @throws InvalidArgument, InvalidRange */
export function readCopyRange(header: string, size: number): ByteRange {
  const found = /^bytes=(\d+)-(\d+)$/.exec(header)
  const [start, end] = [Number(found?.[1]), Number(found?.[2])]
  if (!found || start > end) {
    throw s3Error('InvalidArgument', {
      message:
        'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
      detail: { ArgumentName: 'x-amz-copy-source-range', ArgumentValue: header },
    })
  }
  if (end >= size)
    throw s3Error('InvalidRange', { detail: { RangeRequested: header, ActualObjectSize: size } })
  return { start, end }
}
