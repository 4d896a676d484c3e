import { z } from 'zod'
import { epochSeconds, isoNow } from '@/server/platform/clock'
import { Id, newId } from '@/server/platform/ids'
import { objectsAs } from '@/server/platform/objects'
import type { Principal } from '@/server/platform/principal'
import { OrderId } from '@/server/platform/schemas'
import { entity } from '@/server/platform/tables/entity'
import type { InvoiceLink, Order } from './model'

const objects = objectsAs('orders')
const linkSeconds = 3600
const keptDays = 400

/** That a link was given out: to whom, to what, when. The link itself is not kept: it would open the document. */
const IssuedLink = z.object({
  id: Id('lnk'),
  orderId: OrderId,
  document: z.string(),
  key: z.string(),
  /** `owner` with their id, or somebody who held the order's token. */
  by: z.object({ kind: z.enum(['owner', 'token']), id: z.string().optional() }),
  issuedAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  version: z.int().nonnegative(),
})
type IssuedLink = z.infer<typeof IssuedLink>

const logKey = (orderId: string) => `links#${orderId}`
const links = entity({
  table: 'orders',
  schema: IssuedLink,
  key: ({ orderId, id }) => ({ pk: logKey(orderId), sk: id }),
  attributes: () => ({ expiresAt: epochSeconds(keptDays * 86_400) }),
})

/** Gives out a link by which one of an order's documents is downloaded straight from the store, and writes down that it did: no entry,
 *  no link. Whoever calls has made sure that the order may be seen.
 *  @throws Unavailable */
export async function issueLink(
  who: Principal,
  order: Order,
  { key, number, fileName }: { key: string; number: string; fileName: string },
): Promise<InvoiceLink> {
  const issuedAt = isoNow()
  const link = await objects.download('invoices', key, { seconds: linkSeconds, fileName })
  const owner = who.kind !== 'anonymous' && who.id === order.customerId
  await links.create({
    id: newId('lnk'),
    orderId: order.id,
    document: number,
    key,
    by: owner ? { kind: 'owner', id: who.id } : { kind: 'token' },
    issuedAt,
    endsAt: link.expiresAt,
    version: 0,
  })
  return { ...link, fileName }
}

/** The links that were given out to documents of an order, the first hundred, the oldest first. @throws Unavailable */
export const linksOf = async (orderId: string): Promise<IssuedLink[]> =>
  (await links.query({ attribute: 'pk', equals: logKey(orderId) }, { limit: 100 })).items
