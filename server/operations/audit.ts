import { isoNow } from '@/server/platform/clock'
import { DomainError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import type { Principal } from '@/server/platform/principal'
import type { AuditAction, AuditEntry } from './model'
import { requireStaff } from './staff'
import { audit, auditMonth } from './store'

/** Does something in an operator's name and writes down who did it, before and after: nothing is done that is not written.
 *  @throws NotFound `page` when the caller is no member of staff; what `work` throws */
export async function audited<T>(
  who: Principal,
  { action, subject, detail }: { action: AuditAction; subject: string; detail?: string },
  work: () => Promise<T>,
): Promise<T> {
  const { email } = requireStaff(who)
  const at = isoNow()
  const entry: AuditEntry = {
    id: newId('aud'),
    at,
    who: email,
    action,
    subject,
    detail,
    outcome: 'begun',
    version: 0,
  }
  await audit.create(entry)
  try {
    const result = await work()
    await audit.replace(entry, { ...entry, outcome: 'done' })
    return result
  } catch (error) {
    if (error instanceof DomainError && error.status !== 503) {
      await audit.replace(entry, { ...entry, outcome: 'refused' })
    }
    throw error
  }
}

const monthMilliseconds = 30 * 86_400_000

/** What operators did last, the newest first. @throws Unavailable */
export async function recentAudit(limit = 20): Promise<AuditEntry[]> {
  const months = [...new Set([auditMonth(isoNow()), auditMonth(isoNow(-monthMilliseconds))])]
  const pages = await Promise.all(
    months.map((equals) => audit.query({ attribute: 'pk', equals }, { limit, descending: true })),
  )
  return pages.flatMap(({ items }) => items).slice(0, limit)
}
