/** A request target in one normal form: what is matched, keyed and sent to the origin are the same characters. */
export interface Target {
  /** RFC 3986 normal form: unreserved characters decoded, other escapes in upper case, dot segments resolved. */
  path: string
  /** With its question mark, or empty. */
  search: string
}

/** Why a request is answered without asking anybody. */
export class BadRequest extends Error {
  constructor(
    readonly status: 400 | 403 | 414,
    message: string,
  ) {
    super(message)
  }
}

/** CloudFront's limit on a URL, in bytes. */
const longestUrl = 8_192
const unfit = /[^\x21-\x7e]|[\\#]/
const plainPath = /^(?:\/(?!\.)[\w\-.~!$&'()*+,;=:@]*)+$/

/** Reads and normalises a request line's target. An absolute one is accepted when it names the same host.
 *  @throws BadRequest */
export function readTarget(url: string, host: string): Target {
  if (url.length > longestUrl) throw new BadRequest(414, 'The address is too long.')
  if (unfit.test(url)) throw new BadRequest(400, 'The address has characters that must be escaped.')
  const local = url.startsWith('/') ? url : withoutAuthority(url, host)
  const mark = local.indexOf('?')
  const path = mark === -1 ? local : local.slice(0, mark)
  return {
    path: plainPath.test(path) ? path : normalPath(path),
    search: mark === -1 || mark === local.length - 1 ? '' : local.slice(mark),
  }
}

function withoutAuthority(url: string, host: string): string {
  const match = /^http:\/\/([^/?]+)(\/.*)?$/i.exec(url)
  if (match?.[1]?.toLowerCase() !== host) throw new BadRequest(400, 'The request line names another host.')
  return match[2] ?? '/'
}

function normalPath(path: string): string {
  if (/%(?![\da-f]{2})/i.test(path)) throw new BadRequest(400, 'The address has a broken escape.')
  const decoded = path.replaceAll(/%[\da-f]{2}/gi, (escape) => {
    const character = String.fromCharCode(Number.parseInt(escape.slice(1), 16))
    if (character < ' ' || character === '\x7f')
      throw new BadRequest(400, 'The address has a control character.')
    return /[\w\-.~]/.test(character) ? character : escape.toUpperCase()
  })
  return withoutDotSegments(decoded)
}

function withoutDotSegments(path: string): string {
  const segments = path.split('/')
  const kept: string[] = []
  for (const segment of segments.slice(1)) {
    if (segment === '..') kept.pop()
    else if (segment !== '.') kept.push(segment)
  }
  const last = segments.at(-1)
  if ((last === '.' || last === '..') && kept.at(-1) !== '') kept.push('')
  return `/${kept.join('/')}`
}
