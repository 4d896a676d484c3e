import type { Order } from '@/server/orders/model'
import { readPaper } from './plain-paper'
import type { World } from './world'

/** A document that an order should have, and what must stand on it. */
interface Due {
  name: string
  number: string
  says: readonly string[]
}

/** Each order has the documents that follow from it, each once and under the next number, and nothing else is in the store: the paper
 *  itself says what the order's list of documents does. */
export function papersOf(world: World, order: Order): string[] {
  const folder = `customers/${order.customerId}/orders/${order.id}/`
  const due = duePapers(order)
  const listed = [
    ...(order.invoice ? [{ name: 'invoice', ...order.invoice }] : []),
    ...(order.documents ?? []),
  ]
  const wrong: string[] = []
  const names = (list: readonly { name: string }[]) => list.map(({ name }) => name).sort()
  const same = (what: string, are: readonly string[], should: readonly string[]) =>
    are.join() === should.join() || wrong.push(`${what} are ${are.join()}, not ${should.join()}`)
  same('documents', names(listed), names(due))
  const stored = [...world.papers.keys()].filter((key) => key.startsWith(folder)).sort()
  same(
    'stored papers',
    stored,
    names(due).map((name) => `${folder}${name}.pdf`),
  )
  for (const { name, number, says } of due) {
    const known = listed.find((one) => one.name === name)
    const bytes = world.papers.get(`${folder}${name}.pdf`)
    if (!known || !bytes) continue
    const paper = readPaper(bytes)
    if (known.number !== number) wrong.push(`${name} is called ${known.number}, not ${number}`)
    if (paper.createdAt !== known.issuedAt) {
      wrong.push(`${name} is of ${paper.createdAt}, and listed as of ${known.issuedAt}`)
    }
    const text = paper.texts.join('\n')
    for (const fact of [number, ...says]) if (!text.includes(fact)) wrong.push(`${name} does not say ${fact}`)
  }
  const told = world.published.filter(
    ({ name, data }) =>
      (name === 'OrderDocumentIssued' || name === 'InvoiceIssued') &&
      Reflect.get(Object(data), 'orderId') === order.id,
  )
  const events = new Set(told.map(({ id }) => id)).size
  if (events !== due.length) wrong.push(`${events} documents were told of, not ${due.length}`)
  return wrong
}

function duePapers(order: Order): Due[] {
  const { number, timeline, exchangeFor, shipments, returns = [], refunds = [] } = order
  const invoice = `INV-${number}`
  const invoiced = !exchangeFor && timeline.some(({ code }) => code === 'paid')
  return [
    ...(invoiced ? [{ name: 'invoice', number: invoice, says: [number] }] : []),
    ...shipments.map(({ id, tracking }) => ({
      name: `packing-slip-${id.slice(id.lastIndexOf('-') + 1)}`,
      number: tracking,
      says: [number],
    })),
    ...returns.map(({ rma }) => ({
      name: `return-label-${rma}`,
      number: `${number}-${rma}`,
      says: [number],
    })),
    ...refunds.map((_, index) => ({
      name: `credit-note-${index + 1}`,
      number: `CN-${number}-${index + 1}`,
      says: [number, invoice],
    })),
  ]
}
