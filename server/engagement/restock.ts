import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Locale, marketOf } from '@/lib/markets'
import { paths } from '@/lib/paths'
import { describeSku } from '@/server/cart/line-product'
import { lineWords } from '@/server/cart/view'
import { availability } from '@/server/inventory/inventory'
import { epochSeconds, isoNow } from '@/server/platform/clock'
import { config } from '@/server/platform/config'
import { Conflict, TooMany } from '@/server/platform/errors'
import { sendMail } from '@/server/platform/mail'
import { Locale as LocaleSchema, Sku } from '@/server/platform/schemas'
import { entity } from '@/server/platform/tables/entity'
import { tally } from '@/server/platform/tables/tally'
import { rendered, templateFor } from './templates'

/** Somebody's wish to hear when something can be had again; forgotten when they were told, or after half a year. */
const Wish = z.object({
  sku: Sku,
  locale: LocaleSchema,
  email: z.email(),
  at: z.iso.datetime(),
  version: z.int().nonnegative(),
})
const keepSeconds = 180 * 86_400
/** Different things that one address may wait for in a day: more is no shopper. */
const mostWishes = 20

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url')
const wishes = entity({
  table: 'engagement',
  schema: Wish,
  key: ({ sku, email }) => ({ pk: `restock#${sku}`, sk: hashOf(email) }),
  attributes: () => ({ expiresAt: epochSeconds(keepSeconds) }),
})

/** Notes that somebody wants to hear when a sold-out variant can be had again; asking twice changes nothing.
 *  @throws NotFound `product`; Conflict `in-stock` when it can be had now; TooMany `too-many-wishes`, Unavailable */
export async function wishForRestock(sku: string, locale: Locale, email: string): Promise<void> {
  await describeSku(sku)
  const { id: market } = marketOf(locale)
  if (((await availability([sku], market)).get(sku)?.available ?? 0) > 0) {
    throw new Conflict('in-stock', 'it can be bought now', { sku })
  }
  const counted = { table: 'engagement', subject: `restock#${hashOf(email)}`, seconds: 86_400 } as const
  if ((await tally(counted, sku)) > mostWishes) {
    throw new TooMany('too-many-wishes', 'one address waits for too many things', { retryAfter: 86_400 })
  }
  try {
    await wishes.create({ sku, locale, email, at: isoNow(), version: 0 })
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
  }
}

/** Writes to everybody who waits for a variant and can have it now, once each.
 *  @returns how many were told
 *  @throws Unavailable: to be tried again; whoever was told is not told again */
export async function tellOfRestock(sku: string): Promise<number> {
  let told = 0
  let cursor: string | undefined
  do {
    const page = await wishes.query({ attribute: 'pk', equals: `restock#${sku}` }, { limit: 50, cursor })
    for (const wish of page.items) {
      const market = marketOf(wish.locale)
      if (((await availability([sku], market.id)).get(sku)?.available ?? 0) <= 0) continue
      const product = await describeSku(sku)
      const link = config().siteUrl + paths(wish.locale).product(product.productId)
      const fields = { name: lineWords(product, wish.locale).name, link, shop: 'Quayside' }
      const mail = rendered(templateFor('back-in-stock', market.language), fields, market)
      await sendMail({ to: wish.email, ...mail })
      await wishes.remove({ pk: `restock#${sku}`, sk: hashOf(wish.email) })
      told += 1
    }
    cursor = page.cursor
  } while (cursor)
  return told
}
