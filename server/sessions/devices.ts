import type { Device } from './model'
import { end, endSessionsOf } from './sessions'
import { sessionKey, sessions } from './store'
import { epochSeconds } from '@/server/platform/clock'
import { NotFound } from '@/server/platform/errors'
import type { Customer } from '@/server/platform/principal'

/** Where a customer is signed in, the device that asks first, then the latest. @throws Unavailable */
export async function devicesOf(who: Pick<Customer, 'id' | 'sessionId'>): Promise<Device[]> {
  const found: Device[] = []
  for (let cursor: string | undefined; ; ) {
    const by = { index: 'byCustomer', attribute: 'customerId', equals: who.id }
    const page = await sessions.query(by, { cursor, descending: true })
    for (const session of page.items) {
      if (session.kind !== 'customer' || session.expiresAt <= epochSeconds()) continue
      const { id, device, createdAt } = session
      found.push({ id, device, since: createdAt, current: id === who.sessionId })
    }
    cursor = page.cursor
    if (!cursor) return found.sort((a, b) => Number(b.current) - Number(a.current))
  }
}

/** Signs the customer out on one device. @throws NotFound `device` when it is not one of theirs, Unavailable */
export async function signOutDevice(who: Customer, id: string): Promise<void> {
  const session = await sessions.get(sessionKey(id))
  if (session?.kind !== 'customer' || session.customerId !== who.id) throw new NotFound('device')
  await end(session)
}

/** Signs the customer out everywhere, here too. @throws Unavailable */
export const signOutEverywhere = (who: Customer): Promise<void> => endSessionsOf(who.id)
