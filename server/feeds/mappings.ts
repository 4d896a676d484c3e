import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { readIcecatMapping } from './icecat/mapping'
import { IcecatReader } from './icecat/to-offer'
import { PlainMapping } from './plain/plain-mapping'
import { PlainReader } from './plain/plain-reader'
import type { FeedReader } from './reader'

/** A mapping whose categories are derived by rules of their own names the file of those rules. */
const Derived = z.object({ categories: z.string() })
const Named = z.object({ source: z.string(), fields: z.record(z.string(), z.string()) })

/** Opens a mapping file. @throws Error that says what is wrong with it */
function openMapping(file: string): FeedReader | undefined {
  const content: unknown = parse(readFileSync(file, 'utf8'))
  if (!Named.safeParse(content).success) return undefined
  if (Derived.safeParse(content).success) return new IcecatReader(readIcecatMapping(file))
  const mapping = PlainMapping.safeParse(content)
  if (!mapping.success) throw new Error(`${file} is wrong: ${z.prettifyError(mapping.error)}`)
  return new PlainReader(mapping.data)
}

/** The reader for a feed: by the mapping that was named, or the one whose columns the feed has.
 *  @param folder of the mapping files that ship with the shop
 *  @throws Error in one sentence when none fits */
export function readerFor(
  folder: string,
  named: string | undefined,
  columns: ReadonlySet<string>,
): FeedReader {
  if (named) {
    const file = named.includes('/') || named.endsWith('.yaml') ? named : join(folder, `${named}.yaml`)
    const reader = openMapping(file)
    if (!reader) throw new Error(`${file} is no mapping: it names no source and no fields.`)
    return reader
  }
  const known = readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((file) => openMapping(join(folder, file)) ?? [])
  const fitting = known.filter((reader) => reader.columns.every((column) => columns.has(column)))
  const [reader] = fitting
  if (reader && fitting.length === 1) return reader
  throw new Error(
    `No single mapping in ${folder} fits the columns of the feed (${fitting.length} do); name one with --mapping.`,
  )
}
