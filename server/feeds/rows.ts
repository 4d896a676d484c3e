import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { parse as parseCsv } from 'csv-parse'
import { parse as parseYaml } from 'yaml'
import { z } from 'zod'

/** A row of a feed as it stands there, or why it cannot be read. `line` counts from 1. */
export type FeedLine =
  | { line: number; row: Readonly<Record<string, unknown>> }
  | { line: number; unreadable: string; raw: string }

const Row = z.record(z.string(), z.unknown())

/** Reads a feed row by row: NDJSON, CSV (with a header) or YAML (a list), gzipped or not, told by its name and first bytes.
 *  YAML is read whole; the others in bounded memory.
 *  @throws Error in one sentence when there is no such file or it is of no known kind */
export async function* readRows(file: string): AsyncGenerator<FeedLine> {
  const kind = /\.(ndjson|jsonl|csv|ya?ml)(\.gz)?$/i.exec(file)?.[1]?.toLowerCase()
  if (!kind) throw new Error(`${file} is neither .ndjson, .jsonl, .csv, .yaml nor one of them with .gz.`)
  const stream = await contents(file)
  if (kind === 'csv') yield* csvRows(stream)
  else if (kind.startsWith('y')) yield* yamlRows(stream)
  else yield* jsonRows(stream)
}

async function contents(file: string): Promise<Readable> {
  const handle = await open(file).catch(() => {
    throw new Error(`${file} cannot be opened.`)
  })
  const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0)
  await handle.close()
  const gzipped = buffer[0] === 0x1f && buffer[1] === 0x8b
  const stream = createReadStream(file)
  return gzipped ? stream.pipe(createGunzip()) : stream
}

async function* jsonRows(stream: Readable): AsyncGenerator<FeedLine> {
  let line = 0
  for await (const raw of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
    line++
    if (raw.trim() === '') continue
    yield { line, ...parsedJson(raw) }
  }
}

function parsedJson(raw: string): { row: Record<string, unknown> } | { unreadable: string; raw: string } {
  try {
    const row = Row.safeParse(JSON.parse(raw))
    return row.success ? { row: row.data } : { unreadable: 'is no object', raw }
  } catch {
    return { unreadable: 'is no JSON', raw }
  }
}

async function* csvRows(stream: Readable): AsyncGenerator<FeedLine> {
  const parser = stream.pipe(
    parseCsv({ columns: true, bom: true, trim: true, skip_empty_lines: true, relax_column_count: true }),
  )
  let line = 1
  for await (const record of parser) {
    line++
    yield { line, row: Row.parse(record) }
  }
}

async function* yamlRows(stream: Readable): AsyncGenerator<FeedLine> {
  const list = z.array(z.unknown()).safeParse(parseYaml(await text(stream)))
  if (!list.success) throw new Error('The YAML feed is no list of products.')
  for (const [index, entry] of list.data.entries()) {
    const row = Row.safeParse(entry)
    const line = index + 1
    yield row.success
      ? { line, row: row.data }
      : { line, unreadable: 'is no object', raw: JSON.stringify(entry) }
  }
}
