/** Name and value of a query parameter, decoded. */
export type QueryPair = readonly [name: string, value: string]

/** The decoded query parameters of a request target, in order; `undefined` when one is badly encoded. */
export function queryPairs(target: string): QueryPair[] | undefined {
  const mark = target.indexOf('?')
  if (mark < 0) return []
  const pairs: QueryPair[] = []
  for (const part of target.slice(mark + 1).split('&')) {
    if (part === '') continue
    const equals = part.indexOf('=')
    const name = decode(equals < 0 ? part : part.slice(0, equals))
    const value = decode(equals < 0 ? '' : part.slice(equals + 1))
    if (name === undefined || value === undefined) return undefined
    pairs.push([name, value])
  }
  return pairs
}

/** Query parameters as SigV4 signs them: encoded, then sorted by name and value. */
export function canonicalQuery(pairs: readonly QueryPair[]): string {
  return pairs
    .map(([name, value]) => ({ name: encode(name), value: encode(value) }))
    .sort((one, other) => order(one.name, other.name) || order(one.value, other.value))
    .map(({ name, value }) => `${name}=${value}`)
    .join('&')
}

/** The path as SigV4 signs it: encoded once for S3, twice for every other service.
 *  `undefined` when the path is badly encoded. */
export function canonicalPath(target: string, once: boolean): string | undefined {
  const mark = target.indexOf('?')
  const path = mark < 0 ? target : target.slice(0, mark)
  const segments: string[] = []
  for (const segment of path.split('/')) {
    const plain = decode(segment)
    if (plain === undefined) return undefined
    segments.push(once ? encode(plain) : encode(encode(plain)))
  }
  return segments.join('/') || '/'
}

/** A header's value as SigV4 signs it: trimmed, inner runs of blanks made one. */
export function collapse(value: string): string {
  return value.trim().replace(/\s+/g, ' ')
}

function order(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
