import type { Market } from '@/lib/markets'
import {
  type Activity,
  addressHash,
  countingAttempt,
  doubtfulSignIns,
  hashOf,
  recentActivity,
  type Subjects,
} from './activity'
import { detector } from './detector'
import type { Signals, Verdict } from './model'
import { rules } from './rules'
import { assessments } from './store'
import type { CardFacts } from '@/server/payments/provider'
import { isoNow } from '@/server/platform/clock'
import { config } from '@/server/platform/config'
import { Unavailable } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import { log } from '@/server/platform/log'
import type { PostalAddress } from '@/server/platform/schemas'
import { type Tally, tally } from '@/server/platform/tables/tally'
import type { TransactPart } from '@/server/platform/tables/transact'

/** Where a request comes from, as far as the door can tell. */
export interface Origin {
  /** Hash of the browser's device cookie. */
  device?: string
  /** From the edge, ISO 3166-1 alpha-2. */
  country?: string
  /** Whether the firewall has marked the request. */
  flagged?: boolean
}

export interface PaymentFacts {
  /** `cus_…` or `gst_…`. */
  owner: string
  shipping?: PostalAddress
  billing?: PostalAddress
  card?: CardFacts
  origin: Origin
}

export interface PaymentOrderFacts {
  total: number
  currency: Market['currency']
  lines: readonly { quantity: number }[]
  express: boolean
}

/** What is known around a payment before its total is: read while everything else is read. */
export interface PaymentContext {
  facts: PaymentFacts
  subjects: Subjects
  activity: Activity
}

/** Looks what has happened lately around whoever pays. Nothing is written. */
export async function paymentContext(facts: PaymentFacts): Promise<PaymentContext> {
  const { owner, shipping, card, origin } = facts
  const account = owner.startsWith('cus_') ? owner : undefined
  const subjects: Subjects = {
    account,
    device: origin.device,
    address: shipping && addressHash(shipping),
    card: card?.fingerprint && hashOf(card.fingerprint),
  }
  return { facts, subjects, activity: await recentActivity(subjects, account) }
}

/** Decides whether a payment may begin. Decisions other than "approve" are kept with their reasons.
 *  @param attempt names the attempt of the checkout
 *  @returns the verdict, and the parts that count the attempt in the transaction that begins it
 *  @throws Unavailable when a block cannot be written down */
export async function assessPayment(
  { facts, subjects, activity }: PaymentContext,
  order: PaymentOrderFacts,
  attempt: string,
): Promise<{ verdict: Verdict; parts: TransactPart[] }> {
  const { owner, shipping, billing = shipping, card, origin } = facts
  const signals: Signals = {
    occasion: 'payment',
    counts: activity.counts,
    failedSignIns: activity.failedSignIns,
    doubtfulSignIn: activity.doubtfulSignIn,
    device: origin.device !== undefined,
    flagged: origin.flagged ?? false,
    countries: {
      shipping: shipping?.country,
      billing: billing?.country,
      card: card?.country,
      viewer: origin.country,
    },
    basket: {
      total: order.total,
      currency: order.currency,
      mostOfOne: Math.max(0, ...order.lines.map((line) => line.quantity)),
      express: order.express,
      guest: !owner.startsWith('cus_'),
    },
  }
  const verdict = withUnknown(await verdictOn(signals, attempt, owner), activity)
  if (verdict.decision === 'block') await keep(verdict, 'payment', attempt)
  return { verdict, parts: countingAttempt(subjects, attempt, activity) }
}

/** Decides whether a sign-in that the identity provider has accepted may begin a session. One that is doubtful may, and weighs
 *  when this account pays within a day. @param account `cus_…` */
export async function assessSignIn(account: string, origin: Origin): Promise<Verdict> {
  const subjects: Subjects = { device: origin.device && `sign-in-${origin.device}` }
  const activity = await recentActivity(subjects, account)
  const signals: Signals = {
    occasion: 'sign-in',
    counts: activity.counts,
    failedSignIns: activity.failedSignIns,
    doubtfulSignIn: false,
    device: origin.device !== undefined,
    flagged: origin.flagged ?? false,
    countries: {},
  }
  const verdict = withUnknown(await verdictOn(signals, newId('asm'), account), activity)
  try {
    if (origin.device !== undefined) {
      const device: Tally = { table: 'fraud', subject: `device#sign-in-${origin.device}`, seconds: 3600 }
      await tally(device, hashOf(account))
    }
    if (verdict.decision !== 'approve') {
      await Promise.all([keep(verdict, 'sign-in', account), tally(doubtfulSignIns(account), newId('asm'))])
    }
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error
    log.warn({ err: error }, 'a sign-in could not be counted')
  }
  return verdict
}

/** The chosen scorer's verdict; the shop's own where that one does not answer. */
async function verdictOn(signals: Signals, key: string, account: string): Promise<Verdict> {
  if (config().fraudDetectorId === undefined) return rules.score(signals, key, account)
  try {
    return await detector.score(signals, key, account)
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error
    log.warn({ err: error }, 'the fraud detector does not answer; deciding by the shop’s own rules')
    const own = await rules.score(signals, key, account)
    return { ...own, reasons: [...own.reasons, 'detector-unavailable'] }
  }
}

const withUnknown = (verdict: Verdict, activity: Activity): Verdict =>
  activity.unknown ? { ...verdict, reasons: [...verdict.reasons, 'activity-unknown'] } : verdict

async function keep(verdict: Verdict, occasion: Signals['occasion'], subject: string): Promise<void> {
  const { decision, score, reasons } = verdict
  log.info({ occasion, subject, decision, score, reasons }, 'looked at twice')
  await assessments.create({
    id: newId('asm'),
    version: 0,
    occasion,
    subject,
    decision,
    score,
    reasons,
    at: isoNow(),
  })
}
