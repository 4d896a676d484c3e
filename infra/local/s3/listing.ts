import type { VersionRow } from './schema'

/** Where a listing stands: everything up to this key, and of the key itself the versions from `seq` on, is done. */
export interface Position {
  key: string
  seq: number
}

export const WHOLE_KEY_LEFT = Number.MAX_SAFE_INTEGER
export const KEY_DONE = -1

/** Rows strictly behind a position, by key and then from the newest version to the oldest. */
export type NextRows = (bucket: string, behind: Position, limit: number) => VersionRow[]

export interface Page {
  rows: VersionRow[]
  prefixes: string[]
  truncated: boolean
  /** The last line of the page: what the next page goes on behind. */
  last: { key: string; row?: VersionRow } | undefined
}

export interface PageRequest {
  bucket: string
  prefix: string
  delimiter: string
  after: Position
  /** Lines on the page: keys and common prefixes together. */
  limit: number
}

const FIRST_READ = 16

/** Reads one page. A whole common prefix is skipped at once instead of reading the keys beneath it. */
export function readPage(next: NextRows, request: PageRequest): Page {
  const { bucket, prefix, delimiter, limit } = request
  const page: Page = { rows: [], prefixes: [], truncated: false, last: undefined }
  if (limit === 0) return page
  let position = startOf(request)
  let reading = delimiter ? FIRST_READ : limit + 1
  for (;;) {
    const rows = next(bucket, position, reading)
    for (const row of rows) {
      if (!row.key.startsWith(prefix)) return page
      const common = delimiter ? commonPrefix(row.key, prefix, delimiter) : undefined
      position = { key: row.key, seq: row.seq }
      if (common !== undefined && common === page.prefixes.at(-1)) continue
      if (page.rows.length + page.prefixes.length === limit) return { ...page, truncated: true }
      if (common === undefined) {
        page.rows.push(row)
        page.last = { key: row.key, row }
      } else {
        page.prefixes.push(common)
        page.last = { key: common }
        position = behind(common)
        break
      }
    }
    if (rows.length === 0) return page
    if (position.key === rows.at(-1)?.key) reading = Math.min(reading * 2, limit + 1)
  }
}

function startOf({ prefix, delimiter, after }: PageRequest): Position {
  const { key } = after
  if (Buffer.compare(Buffer.from(key), Buffer.from(prefix)) < 0) return { key: prefix, seq: WHOLE_KEY_LEFT }
  // A page that ended in a common prefix is followed by what comes behind all keys of that prefix.
  const skipped = delimiter && key.startsWith(prefix) && commonPrefix(key, prefix, delimiter) === key
  return skipped ? behind(key) : after
}

function commonPrefix(key: string, prefix: string, delimiter: string): string | undefined {
  const end = key.indexOf(delimiter, prefix.length)
  return end < 0 ? undefined : key.slice(0, end + delimiter.length)
}

/** Behind every key that starts with the prefix: nothing sorts after the last code point of Unicode. */
function behind(prefix: string): Position {
  return { key: `${prefix}\u{10ffff}`, seq: KEY_DONE }
}

/** Keys as `encoding-type=url` writes them: slashes stay, blanks become `+`. */
export function listingEncoder(encodingType: string | undefined): (text: string) => string {
  if (encodingType !== 'url') return (text) => text
  return (text) =>
    encodeURIComponent(text)
      .replaceAll('%2F', '/')
      .replaceAll('%20', '+')
      .replace(/[!'()~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
}
