/** How long objects live, where they are kept as they age, and what the law forbids to delete. Days are of 24 hours. */

type StorageClass = 'STANDARD_IA' | 'GLACIER_IR' | 'GLACIER'

export interface Life {
  /** Only objects with this tag age; the others stay as they are for ever. */
  onlyTagged?: Readonly<Record<string, string>>
  moves: readonly { afterDays: number; to: StorageClass }[]
  deleteAfterDays: number
  /** S3 leaves objects under 128 KB where they are unless the rule asks for them, too. */
  smallOnesToo: boolean
}

/** Never shorter than so many calendar years, whenever they begin: every fourth year has a day more. */
const calendarYears = (years: number): number => years * 365 + Math.floor((years + 3) / 4)

/** Retention by what a record is, in calendar years from the day on which it is archived. */
export const retentions = {
  order: { years: 7 },
  /** Germany asks for the rest of the year and eight more (§ 147 AO), the longest of the markets. */
  taxDocument: { years: 9 },
  /** Proof of a consent, for as long as claims can be made of it. */
  consent: { years: 5 },
} as const satisfies Record<string, { years: number }>
export type Retention = keyof typeof retentions

/** Browsers and presigned URLs read these at any age, which of the Glacier classes only Instant Retrieval answers. */
const shared = {
  moves: [
    { afterDays: 180, to: 'STANDARD_IA' },
    { afterDays: 730, to: 'GLACIER_IR' },
  ],
  deleteAfterDays: 2555,
} as const

/** Read once a year at most, by a restore that takes hours. */
const archived = (retention: Retention): Life => ({
  moves: [{ afterDays: calendarYears(3), to: 'GLACIER' }],
  deleteAfterDays: calendarYears(retentions[retention].years),
  smallOnesToo: true,
})

export const lives = {
  whenDiscontinued: { ...shared, onlyTagged: { status: 'discontinued' }, smallOnesToo: false },
  ageing: { ...shared, smallOnesToo: false },
  /** Most invoices are smaller than 128 KB. */
  document: { ...shared, smallOnesToo: true },
  quarantine: { moves: [], deleteAfterDays: 7, smallOnesToo: true },
  orderRecord: archived('order'),
  taxDocument: archived('taxDocument'),
  consentRecord: archived('consent'),
} as const satisfies Record<string, Life>
export type LifeName = keyof typeof lives

/** Days after which what is left behind goes: versions that were replaced, uploads that were never completed. */
export const leftovers = { replacedVersions: 30, incompleteUploads: 7 } as const

/** Days for which access logs and the audit trail are kept: a year at hand, as PCI DSS 10.5.1 asks, then until orders go. */
export const logLife = { accessLogs: 400, trailAtHand: 365, trail: calendarYears(7) } as const

/** Until when a record must be kept: the same date so many calendar years on; 29 February becomes 1 March.
 *  @param archivedAt epoch milliseconds
 *  @returns epoch milliseconds */
export function retainUntil(retention: Retention, archivedAt: number): number {
  const until = new Date(archivedAt)
  until.setUTCFullYear(until.getUTCFullYear() + retentions[retention].years)
  return until.getTime()
}
