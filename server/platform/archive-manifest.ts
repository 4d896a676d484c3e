import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Retention, retentions } from '@/infra/object-life'
import { buckets } from '@/infra/resources'

const isRetention = (name: string): name is Retention => name in retentions

/** What was archived, so that an audit can tell years later whether it is still the same. Locked as long as its document. */
export const ArchiveManifest = z.object({
  manifest: z.literal(1),
  key: z.string(),
  /** Hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int().nonnegative(),
  contentType: z.string(),
  retention: z.string().refine(isRetention, 'no retention of ours'),
  /** When what it tells came to be; its year is the year that it is archived under. */
  at: z.iso.datetime(),
  archivedAt: z.iso.datetime(),
  retainUntil: z.iso.datetime(),
  /** Ids of what it is about: an order, an event. */
  about: z.record(z.string(), z.string()),
})
export type ArchiveManifest = z.infer<typeof ArchiveManifest>

const suffix = '.manifest.json'
export const manifestKey = (key: string): string => `${key}${suffix}`
export const isManifest = (key: string): boolean => key.endsWith(suffix)
/** The key of the document that a manifest describes. */
export const describedKey = (key: string): string => key.slice(0, -suffix.length)

/** Hex. */
export const sha256Of = (body: Uint8Array): string => createHash('sha256').update(body).digest('hex')

/** Where records of a retention stand in a year, e.g. `orders/2026/`. The year is that of Greenwich. */
export function archiveFolder(retention: Retention, year: number): string {
  const prefix = buckets.archive.prefixes.find((one) => one.retention === retention)
  if (!prefix) throw new Error(`nothing is archived as ${retention}`)
  return prefix.path.replace('{year}', String(year))
}

/** The retention beneath whose prefix a key stands. */
export const retentionOf = (key: string): Retention | undefined =>
  buckets.archive.prefixes.find(({ path }) => key.startsWith(path.split('{', 1)[0] ?? path))?.retention
