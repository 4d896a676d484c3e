import { z } from 'zod'
import { names } from '@/infra/access'
import { retentions } from '@/infra/object-life'
import { retentionOf } from '@/server/platform/archive-manifest'
import { Id } from '@/server/platform/ids'
import { CustomerId, Locale } from '@/server/platform/schemas'

export const RestoreId = Id('rst')

/** The key of an archived record, e.g. `tax/2026/INV-1.pdf`. */
export const ArchiveKey = z
  .string()
  .max(1024)
  .refine((key) => retentionOf(key) !== undefined && !/(^|\/)\.\.?(\/|$)/.test(key), 'no key of the archive')

/** How far a restore is: asked of S3, there for a while, gone again. */
export const RestoreState = z.enum(['restoring', 'ready', 'over'])

/** Somebody of the staff wants to read an archived record. */
export const Restore = z.object({
  id: RestoreId,
  key: ArchiveKey,
  state: RestoreState,
  requestedBy: CustomerId,
  email: z.email(),
  locale: Locale,
  requestedAt: z.iso.datetime(),
  /** When it should be there at the latest. */
  expectedAt: z.iso.datetime(),
  readyAt: z.iso.datetime().optional(),
  /** Until when it can be read. */
  until: z.iso.datetime().optional(),
  /** Links that were given out: to whom and when. */
  links: z
    .array(
      z.object({
        by: CustomerId,
        email: z.email().optional(),
        at: z.iso.datetime(),
        endsAt: z.iso.datetime(),
      }),
    )
    .max(200),
  version: z.int().nonnegative(),
})
export type Restore = z.infer<typeof Restore>

export const RestoreView = Restore.pick({
  id: true,
  key: true,
  state: true,
  requestedAt: true,
  expectedAt: true,
  readyAt: true,
  until: true,
}).extend({
  /** The e-mail address of whoever asked. */
  askedBy: z.string(),
  /** Links that were given out, the latest last. */
  links: z.array(z.object({ to: z.string(), at: z.iso.datetime(), endsAt: z.iso.datetime() })),
  /** From 0 to 1; estimated from the time that S3 states. */
  progress: z.number().min(0).max(1),
})
export type RestoreView = z.infer<typeof RestoreView>

export const RestoreLink = z.object({ url: z.url(), expiresAt: z.iso.datetime(), fileName: z.string() })
export type RestoreLink = z.infer<typeof RestoreLink>

/** What the archive holds, as a list of the bucket tells it. */
export const ArchivedRecord = z.object({
  key: z.string(),
  retention: z.enum(names(retentions)),
  bytes: z.int().nonnegative(),
  archivedAt: z.iso.datetime(),
  /** In Glacier: it must be asked for before it can be read. */
  asleep: z.boolean(),
})
export type ArchivedRecord = z.infer<typeof ArchivedRecord>

export const FoundRecords = z.object({ records: z.array(ArchivedRecord), more: z.boolean() })
export type FoundRecords = z.infer<typeof FoundRecords>

export const ArchiveSearch = z.object({
  /** The number of an order or document, or the id of an order, customer or guest. */
  text: z.string().trim().max(100).default(''),
  year: z.coerce.number().int().min(2000).max(9999).optional(),
})
