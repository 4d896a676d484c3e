import type { Locale } from '@/lib/markets'
import { describeSku } from '@/server/cart/line-product'
import { lineWords } from '@/server/cart/view'
import { exchangeOptions } from './exchanges'
import { requireOrder } from './orders'

/** What may come in place of an order's pieces, by SKU, as a page calls it; whoever calls has made sure that the order is the
 *  reader's. @throws NotFound `order`, Unavailable */
export async function exchangeChoices(
  id: string,
  locale: Locale,
): Promise<Record<string, { sku: string; name: string }[]>> {
  const options = await exchangeOptions(await requireOrder(id))
  const named = await Promise.all(
    [...options].map(async ([sku, others]) => {
      const choices = await Promise.all(
        others.map(async (other) => {
          const { name, options: chosen } = lineWords(await describeSku(other), locale)
          return { sku: other, name: chosen.map(({ value }) => value).join(', ') || name }
        }),
      )
      return [sku, choices] as const
    }),
  )
  return Object.fromEntries(named)
}
