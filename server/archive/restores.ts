import { translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import { sendLetter } from '@/server/engagement/letter'
import { audited } from '@/server/operations/audit'
import { requireStaff } from '@/server/operations/staff'
import { isoNow, now } from '@/server/platform/clock'
import { Conflict } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import { log } from '@/server/platform/log'
import { objectsAs } from '@/server/platform/objects'
import type { Customer, Principal } from '@/server/platform/principal'
import { changed } from '@/server/platform/tables/change'
import type { Restore, RestoreLink, RestoreView } from './model'
import { askFor, headOf, standingOf, tierHours } from './records'
import { newestRestores, openRestores, restoreKey, restores } from './store'

const role = 'archive'
const hour = 3_600_000
const linkSeconds = 3600
const objects = objectsAs(role)

/** Asks for an archived record, to be read for some days. One that is at hand is ready at once; one in Glacier takes hours, and whoever
 *  asked is told by e-mail. Asking again while it is on its way changes nothing. Who asked is written down.
 *  @throws NotFound to everybody but the staff, and `record` where there is none; Unavailable */
export async function requestRestore(
  who: Principal,
  { key, days, locale }: { key: string; days: number; locale: Locale },
): Promise<RestoreView> {
  const staff = requireStaff(who)
  const asked = (await openRestores()).find(
    (one) => one.key === key && one.state === 'restoring' && one.requestedBy === staff.id,
  )
  if (asked) return view(asked)
  const entry = { action: 'record-requested', subject: key.slice(0, 200), detail: `${days} d` } as const
  return audited(who, entry, () => bringBack(staff, { key, days, locale }))
}

async function bringBack(
  staff: Customer,
  { key, days, locale }: { key: string; days: number; locale: Locale },
): Promise<RestoreView> {
  const standing = standingOf(await headOf(role, key))
  if (standing.at === 'glacier' || standing.at === 'restored') await askFor(role, key, days, 'Standard')
  const ready = standing.at === 'hand' || standing.at === 'restored'
  const daysEnd = new Date(now() + days * 24 * hour).toISOString()
  const restore: Restore = {
    id: newId('rst'),
    key,
    state: ready ? 'ready' : 'restoring',
    requestedBy: staff.id,
    email: staff.email,
    locale,
    requestedAt: isoNow(),
    expectedAt: ready ? isoNow() : isoNow(tierHours.Standard * hour),
    ...(ready ? { readyAt: isoNow(), until: daysEnd } : {}),
    links: [],
    version: 0,
  }
  return view(await restores.create(restore))
}

/** The newest restores, with how far each is. @throws NotFound to everybody but the staff */
export async function restoresFor(who: Principal): Promise<RestoreView[]> {
  requireStaff(who)
  return (await newestRestores()).map(view)
}

/** @throws NotFound to everybody but the staff, and `restore` */
export async function restoreOf(who: Principal, id: string): Promise<RestoreView> {
  requireStaff(who)
  return view(await restores.require(restoreKey(id), 'restore'))
}

/** A link to a record that is there, for an hour or as long as the record is; that it was given out is written down.
 *  @throws NotFound to everybody but the staff, and `restore`; Conflict `not-restored` before and after */
export async function restoreLink(who: Principal, id: string): Promise<RestoreLink> {
  const staff = requireStaff(who)
  const { key, until } = await restores.require(restoreKey(id), 'restore')
  const seconds = Math.min(linkSeconds, Math.floor((Date.parse(until ?? isoNow()) - now()) / 1000))
  if (seconds < 1) throw new Conflict('not-restored', 'the record is not there to be read', {})
  const fileName = key.replaceAll('/', '-')
  const entry = { action: 'record-linked', subject: key.slice(0, 200) } as const
  const link = await audited(who, entry, () => objects.download('archive', key, { seconds, fileName }))
  await restores.update(restoreKey(id), 'restore', (current) => {
    const given = { by: staff.id, email: staff.email, at: isoNow(), endsAt: link.expiresAt }
    return changed({ ...current, links: [...current.links, given].slice(-200) })
  })
  return { ...link, fileName }
}

/** Looks after restores under way: tells whoever asked when a record is there, and notes when it is gone again. One that fails does not
 *  keep the others waiting.
 *  @returns how many have gone on
 *  @throws Unavailable: to be tried again */
export async function followRestores(): Promise<number> {
  let moved = 0
  for (const restore of await openRestores()) {
    try {
      if (await follow(restore)) moved += 1
    } catch (error) {
      log.error({ err: error, restore: restore.id }, 'a restore could not be followed; trying again')
    }
  }
  return moved
}

async function follow(restore: Restore): Promise<boolean> {
  const next = await advanced(restore)
  if (!next) return false
  if (next.state === 'ready') await tell(next)
  try {
    await restores.replace(restore, next)
    return true
  } catch (error) {
    if (error instanceof Conflict) return false
    throw error
  }
}

async function advanced(restore: Restore): Promise<Restore | undefined> {
  if (restore.state === 'ready') {
    return restore.until !== undefined && Date.parse(restore.until) <= now()
      ? { ...restore, state: 'over' }
      : undefined
  }
  const standing = standingOf(await headOf(role, restore.key))
  if (standing.at === 'restored')
    return { ...restore, state: 'ready', readyAt: isoNow(), until: standing.until }
  // Came and went while nobody looked.
  return standing.at === 'glacier' ? { ...restore, state: 'over' } : undefined
}

async function tell({ email, locale, key, until }: Restore): Promise<void> {
  const t = translator(locale)
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })
  await sendLetter(email, locale, {
    subject: t('restore.mail.subject'),
    paragraphs: [
      t('restore.mail.ready', { key }),
      t('restore.mail.until', { until: day.format(new Date(until ?? 0)) }),
    ],
  })
}

function view(restore: Restore): RestoreView {
  const { id, key, state, requestedAt, expectedAt, readyAt, until, email } = restore
  const [from, to] = [Date.parse(requestedAt), Date.parse(expectedAt)]
  const share = to > from ? (now() - from) / (to - from) : 1
  const progress = state === 'restoring' ? Math.min(0.99, Math.round(share * 100) / 100) : 1
  const links = restore.links.map(({ by, email: to = by, at, endsAt }) => ({ to, at, endsAt }))
  return { id, key, state, requestedAt, expectedAt, readyAt, until, progress, askedBy: email, links }
}
