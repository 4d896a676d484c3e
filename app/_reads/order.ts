import { notFound } from 'next/navigation'
import { cache } from 'react'
import { currentPrincipal } from '@/app/_reads/principal'
import type { ExchangeChoices } from '@/components/order/return-form'
import type { Locale } from '@/lib/markets'
import { exchangeChoices } from '@/server/orders/exchange-choices'
import { giftPictureOf } from '@/server/orders/gift-picture'
import { OrderToken, type OrderView } from '@/server/orders/model'
import { orderOf } from '@/server/orders/orders'
import { type Tracking, trackingOf } from '@/server/delivery/tracking'
import { NotFound, Unavailable } from '@/server/platform/errors'
import { OrderId } from '@/server/platform/schemas'

/** An order for its owner or for whoever holds its token; to everybody else the page does not exist. @throws Unavailable */
export const readOrder = cache(
  async (id: string, locale: Locale, token: string | undefined): Promise<OrderView> => {
    const [order, opened] = [OrderId.safeParse(id), OrderToken.safeParse(token)]
    if (!order.success) notFound()
    try {
      return await orderOf(await currentPrincipal(), order.data, locale, opened.data)
    } catch (error) {
      if (error instanceof NotFound) notFound()
      throw error
    }
  },
)

/** The picture for the card of an order's gift, for those who may see the order; nothing where there is none, or while nobody can say. */
export async function readGiftPicture(order: OrderView, token: string | undefined) {
  try {
    return await giftPictureOf(await currentPrincipal(), order.id, token)
  } catch (error) {
    if (error instanceof Unavailable) return undefined
    throw error
  }
}

/** What may come in place of pieces of an order that can be sent back, as it is called; nothing where nothing can be.
 *  @throws Unavailable */
export async function readExchangeChoices(order: OrderView, locale: Locale): Promise<ExchangeChoices> {
  return order.returnable.length > 0 ? exchangeChoices(order.id, locale) : {}
}

/** Where the parcels of an order are; nothing while none is under way, or while nobody can say. */
export const readTracking = cache(
  async (order: OrderView, token: string | undefined): Promise<Tracking | undefined> => {
    if (!order.shipments.some(({ deliveredAt }) => deliveredAt === undefined)) return undefined
    try {
      return await trackingOf(await currentPrincipal(), order.id, token)
    } catch (error) {
      if (error instanceof Unavailable) return undefined
      throw error
    }
  },
)
