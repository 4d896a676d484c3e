import type { StatusRecord } from '@/server/orders/status'

/** What the stand-in for order management does with an order: steps, each so many paces after the order came. */
export interface Step {
  /** Names the record, so that a repetition is known. */
  name: string
  /** When it is told, and when it happened: not the same where news come in the wrong order. */
  paces: number
  happened: number
  record: Pick<StatusRecord, 'status' | 'lines'>
  /** The parcel that it is about, and when that was sent. */
  parcel?: { id: string; carrier: string; tracking: string; lines: Line[]; sent: number }
}

const step = (name: string, paces: number, record: Step['record'], parcel?: Step['parcel']): Step => ({
  name,
  paces,
  happened: paces,
  record,
  ...(parcel ? { parcel } : {}),
})

interface Line {
  sku: string
  quantity: number
}

/** Tricks that an order's note asks for, by `oms:parts,twice`: so people and tests choose what happens to it.
 *  `parts`: every line, or every piece of a single line, in a parcel of its own; `backorder`: the first line comes later;
 *  `unavailable`: the last line cannot be had; `cancel`: nothing can; `refuse`: what the owner asks for comes too late, and returns
 *  are refused; `twice`: everything is told twice; `shuffled`: everything is told in the wrong order. */
const tricks = ['parts', 'backorder', 'unavailable', 'cancel', 'refuse', 'twice', 'shuffled'] as const
export type Trick = (typeof tricks)[number]

export function tricksIn(note: string | undefined): Trick[] {
  const asked = /\boms:([a-z,]+)/.exec(note ?? '')?.[1]?.split(',') ?? []
  return tricks.filter((trick) => asked.includes(trick))
}

/** The whole life of an order at the stand-in, from its acknowledgement on. */
export function script(number: string, lines: readonly Line[], chosen: readonly Trick[]): Step[] {
  const has = (trick: Trick) => chosen.includes(trick)
  const acknowledged = step('acknowledged', 0, { status: 'acknowledged' })
  const missing = has('unavailable') ? lines.slice(-1) : []
  const available = lines.filter((line) => !missing.includes(line))
  if (has('cancel') || available.length === 0) {
    return [acknowledged, step('cancelled', 1, { status: 'cancelled' })]
  }
  const late = has('backorder') ? available.slice(0, 1) : []
  const ready = available.filter((line) => !late.includes(line))
  const parcels = [...packed(ready, has('parts')), ...late.map((line) => [line])]
  const steps = [
    acknowledged,
    step('picking', 1, { status: 'picking' }),
    ...(missing.length > 0
      ? [step('pieces-cancelled', 1, { status: 'pieces-cancelled', lines: [...missing] })]
      : []),
    ...(late.length > 0 ? [step('backordered', 1, { status: 'backordered', lines: [...late] })] : []),
    ...parcels.flatMap((parcel, index) => {
      const waiting = index >= parcels.length - late.length ? 2 : 0
      return sent(number, parcel, index + 1, 2 + index + waiting)
    }),
  ]
  return has('shuffled') ? shuffled(steps) : steps
}

/** All in one parcel, or each line in its own; of a single line, each piece. */
function packed(lines: readonly Line[], apart: boolean): Line[][] {
  const [only] = lines
  if (!only) return []
  if (!apart) return [[...lines]]
  if (lines.length > 1) return lines.map((line) => [line])
  return Array.from({ length: only.quantity }, () => [{ sku: only.sku, quantity: 1 }])
}

function sent(number: string, lines: Line[], place: number, paces: number): Step[] {
  const parcel = {
    id: `${number}-${place}`,
    carrier: 'Quayside Parcel',
    tracking: `QP${number.replaceAll('-', '')}-${place}`,
    lines,
    sent: paces,
  }
  return [
    step(`shipped-${place}`, paces, { status: 'shipped' }, parcel),
    step(`delivered-${place}`, paces + 1, { status: 'delivered' }, parcel),
  ]
}

/** The last news first: every step is told at the time of another one. */
function shuffled(steps: readonly Step[]): Step[] {
  const times = steps.map((step) => step.paces)
  return steps.map((step, index) => ({ ...step, paces: times.at(-1 - index) ?? step.paces }))
}
