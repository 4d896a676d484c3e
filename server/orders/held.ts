import type { Order } from './model'
import { orders } from './store'

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
