import { z } from 'zod'
import type { Order, Shipment } from '@/server/orders/model'
import { ownOrder } from '@/server/orders/orders'
import type { Principal } from '@/server/platform/principal'
import { hubs, metresBetween, type Point, pointOf } from './geography'
import { timeZoneOf } from './time-zone'
import { type Position, tracker } from './tracker'

const PointView = z.tuple([z.number(), z.number()])

/** Where the parcels of an order are that have not arrived, for whoever waits for them. */
export const Tracking = z.object({
  fulfilment: z.string(),
  market: z.string(),
  /** Of the place where it goes, as the tz database names it. */
  timeZone: z.string(),
  parcels: z.array(
    z.object({
      id: z.string(),
      tracking: z.string(),
      from: PointView,
      to: PointView,
      /** Where it has been, the latest last; longitude and latitude. */
      trail: z.array(PointView),
      seenAt: z.iso.datetime().optional(),
      /** When it should be there, ISO 8601; unknown until it moves. */
      expectedAt: z.iso.datetime().optional(),
      /** Metres that are left, as the crow flies. */
      metresLeft: z.int(),
    }),
  ),
})
export type Tracking = z.infer<typeof Tracking>

/** Positions a page gets, at most: enough for a line. */
const mostPositions = 120

/** Where an order's parcels are.
 *  @param token from a confirmation or e-mail, for guests
 *  @throws NotFound `order`, for those whose it is not as well; Unavailable */
export const trackingOf = async (who: Principal, id: string, token?: string): Promise<Tracking> =>
  tracked(await ownOrder(who, id, token))

/** Where an order's parcels are; whoever calls has made sure that they may know. @throws Unavailable */
export async function tracked(order: Order): Promise<Tracking> {
  const under = order.shipments.filter(({ deliveredAt }) => deliveredAt === undefined)
  const to = pointOf(order.shipping)
  const from = hubs[order.market]
  const parcels = await Promise.all(under.map((shipment) => parcel(shipment, from, to)))
  const timeZone = timeZoneOf(order.shipping, order.market)
  return { fulfilment: order.fulfilment, market: order.market, timeZone, parcels }
}

async function parcel({ id, tracking, shippedAt }: Shipment, from: Point, to: Point) {
  const positions = await tracker().history(id, shippedAt)
  const last = positions.at(-1)
  return {
    id,
    tracking,
    from: [...from] satisfies [number, number],
    to: [...to] satisfies [number, number],
    trail: thinned(positions).map(({ point }): [number, number] => [...point]),
    seenAt: last?.at,
    expectedAt: expected(positions, to, shippedAt),
    metresLeft: Math.round(metresBetween(last?.point ?? from, to)),
  }
}

/** The latest positions, and evenly fewer of those before. */
function thinned(positions: readonly Position[]): Position[] {
  const step = Math.ceil(positions.length / mostPositions)
  return positions.filter((_, index) => index % step === 0 || index === positions.length - 1)
}

/** When a parcel should be there, if it goes on as fast as it came so far. */
function expected(positions: readonly Position[], to: Point, since: string): string | undefined {
  const [first, last] = [positions[0], positions.at(-1)]
  if (!first || !last || last === first) return undefined
  const gone = metresBetween(first.point, last.point)
  const milliseconds = Date.parse(last.at) - Date.parse(since)
  if (gone < 1 || milliseconds <= 0) return undefined
  const left = metresBetween(last.point, to)
  return new Date(Date.parse(last.at) + (left / gone) * milliseconds).toISOString()
}
