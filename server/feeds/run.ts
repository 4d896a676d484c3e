import { isoNow, epochSeconds } from '@/server/platform/clock'
import { batchPut } from '@/server/platform/tables/batch'
import { FacetTally } from './facet-tally'
import { importFoundation, importOffers } from './import'
import { readerFor } from './mappings'
import type { Offer } from './model'
import type { FeedReader } from './reader'
import { type FeedLine, readRows } from './rows'

export interface FeedCounts {
  rows: number
  written: number
  unchanged: number
  rejected: number
}

const batchSize = 500
const sampleSize = 50
const keepRejectedSeconds = 90 * 24 * 3600

/** Imports a product feed: reads it row by row, keeps rows that cannot be sold with their reason, writes the others in batches.
 *  @param file NDJSON, CSV or YAML, gzipped or not
 *  @param progress called after each batch
 *  @throws Error in one sentence when the feed or its mapping cannot be used, Unavailable */
export async function runFeed(
  { file, mapping, mappings }: { file: string; mapping?: string; mappings: string },
  progress: (counts: FeedCounts) => void,
): Promise<FeedCounts> {
  const rows = readRows(file)
  const sample = await first(rows, sampleSize)
  const columns = new Set(sample.flatMap((line) => ('row' in line ? Object.keys(line.row) : [])))
  const reader = readerFor(mappings, mapping, columns)
  const counts: FeedCounts = { rows: 0, written: 0, unchanged: 0, rejected: 0 }
  const tally = new FacetTally()
  let founded = -1
  let writing: Promise<void> = Promise.resolve()
  let offers: Offer[] = []
  let rejects: Record<string, unknown>[] = []
  for await (const line of chained(sample, rows)) {
    counts.rows++
    const result = 'row' in line ? reader.read(line.row, isoNow()) : { rejected: line.unreadable }
    if ('offer' in result) {
      offers.push(result.offer)
      tally.add(result.offer.product)
    }
    if ('rejected' in result) rejects.push(rejectItem(reader, line, result.rejected))
    if (offers.length + rejects.length >= batchSize) await flush()
  }
  await flush()
  await writing
  const { categories, definitions } = reader.foundation()
  await importFoundation({
    categories: categories.map((category) => tally.withFacets(category)),
    definitions,
  })
  return counts

  /** Begins to write what was read, once what was read before is written; reading goes on in the meantime. */
  async function flush(): Promise<void> {
    await writing
    writing = write(offers, rejects)
    // Awaited by the next flush; until then its failure must not count as unhandled.
    writing.catch(() => undefined)
    offers = []
    rejects = []
  }

  async function write(batch: readonly Offer[], refused: readonly Record<string, unknown>[]): Promise<void> {
    const foundation = reader.foundation()
    const categories = new Map(foundation.categories.map((category) => [category.id, category]))
    // Some sources tell their categories row by row; what was told before need not be written again.
    if (foundation.categories.length !== founded) await importFoundation(foundation)
    founded = foundation.categories.length
    const { written, unchanged } = await importOffers(reader.source, batch, categories)
    await batchPut('feeds', refused)
    counts.written += written
    counts.unchanged += unchanged
    counts.rejected += refused.length
    progress(counts)
  }
}

/** A row that was refused, as it is kept: an operator finds it by its source. */
function rejectItem(reader: FeedReader, line: FeedLine, reason: string): Record<string, unknown> {
  const raw = 'row' in line ? JSON.stringify(line.row) : line.raw
  return {
    pk: `rejected#${reader.source}`,
    sk: `line#${String(line.line).padStart(9, '0')}`,
    reason,
    raw: raw.slice(0, 8000),
    at: isoNow(),
    expiresAt: epochSeconds(keepRejectedSeconds),
  }
}

async function first<T>(source: AsyncIterator<T>, count: number): Promise<T[]> {
  const taken: T[] = []
  while (taken.length < count) {
    const next = await source.next()
    if (next.done) break
    taken.push(next.value)
  }
  return taken
}

async function* chained<T>(before: readonly T[], rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield* before
  yield* rest
}
