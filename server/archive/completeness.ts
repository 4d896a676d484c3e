import type { Retention } from '@/infra/object-life'
import { archivePlan, type DueRecord } from '@/server/orders/archive-plan'
import { everyOrder } from '@/server/orders/held'
import { archiveFolder } from '@/server/platform/archive-manifest'
import { now } from '@/server/platform/clock'
import { NotFound } from '@/server/platform/errors'
import { headOf } from './records'

const role = 'auditor'
/** What is due for longer than its queue tries is not on its way any more. */
const onItsWay = 30 * 60_000
const ordersOwn: readonly Retention[] = ['order', 'taxDocument']

export interface Completeness {
  /** Orders that were looked at: all that there are. */
  orders: number
  /** Records that the orders say the year's folders must hold. */
  due: number
  /** Keys of those that are not there, and of those that are due since a moment ago. */
  missing: string[]
  toCome: string[]
  /** Keys of records of which no order knows. */
  withoutOrder: string[]
}

/** Holds what the archive has of a year against the orders: which completed orders, invoices and credit notes should be there and are
 *  not, and what is there without an order. Reads the whole table of orders.
 *  @param there keys of all documents in the year's folders
 *  @throws Unavailable */
export async function compareWithOrders(year: number, there: ReadonlySet<string>): Promise<Completeness> {
  const folders = ordersOwn.map((retention) => archiveFolder(retention, year))
  const unclaimed = new Set([...there].filter((key) => folders.some((folder) => key.startsWith(folder))))
  const found: Completeness = { orders: 0, due: 0, missing: [], toCome: [], withoutOrder: [] }
  for await (const order of everyOrder()) {
    found.orders += 1
    for (const record of archivePlan(order)) {
      const key = keyIn(record, year)
      const since = yearOf(record)
      if (since !== year && since !== year - 1) continue
      const claimed = unclaimed.delete(key)
      if (claimed) found.due += 1
      else if (since === year) await lookFurther(found, record, key)
    }
  }
  found.withoutOrder.push(...unclaimed)
  return found
}

/** What came to be in the last minutes of a year may have become known in the next. */
async function lookFurther(found: Completeness, record: DueRecord, key: string): Promise<void> {
  if (await isThere(keyIn(record, yearOf(record) + 1))) return
  found.due += 1
  const late = now() - Date.parse(record.at) > onItsWay
  ;(late ? found.missing : found.toCome).push(key)
}

const keyIn = ({ retention, name }: DueRecord, year: number): string =>
  `${archiveFolder(retention, year)}${name}`

const yearOf = ({ at }: DueRecord): number => new Date(at).getUTCFullYear()

async function isThere(key: string): Promise<boolean> {
  try {
    await headOf(role, key)
    return true
  } catch (error) {
    if (error instanceof NotFound) return false
    throw error
  }
}
