import { scanTable } from '@/server/platform/tables/scan'
import { Order } from './model'
import { normalisedNumber } from './number'
import { orderKey, orders } from './store'

/** Every order of a customer, for what must follow them through all: never while somebody waits for a page. @throws Unavailable */
export async function* everyOrderOf(customerId: string): AsyncGenerator<Order> {
  let cursor: string | undefined
  do {
    const by = { index: 'byCustomer', attribute: 'customerId', equals: customerId }
    const page = await orders.query(by, { cursor })
    yield* page.items
    cursor = page.cursor
  } while (cursor)
}

/** Every order that there is, for an audit: it reads the whole table. @throws Unavailable */
export async function* everyOrder(): AsyncGenerator<Order> {
  for await (const item of scanTable('orders')) if (item.sk === 'order') yield Order.parse(item)
}

/** The order of an id, if there is one; whoever calls has made sure that they may see it. @throws Unavailable */
export const orderThere = (id: string): Promise<Order | undefined> => orders.get(orderKey(id))

/** The order of a number, however it is written, for those who look after orders; whoever calls has made sure that they may.
 *  @throws Unavailable */
export async function orderByNumber(written: string): Promise<Order | undefined> {
  const by = { index: 'byNumber', attribute: 'number', equals: normalisedNumber(written) }
  return (await orders.query(by, { limit: 1 })).items[0]
}
