import { ask } from '@/lib/api'
import type { Locale } from '@/lib/markets'
import { expectWished, isWished, keepWished } from '@/lib/wished'
import type { WishedView } from '@/server/wishlists/model'

/** Changes go one after the other, and the last answer is the truth. */
let last: Promise<unknown> = Promise.resolve()
let waiting = 0

interface Wish {
  product: string
  /** The variant that is put on the list. */
  sku: string
  locale: Locale
}

/** Puts a product on the shopper's list, or takes it off: seen at once, and taken back when it is refused.
 *  @throws ApiProblem */
export async function changeWish({ product, sku, locale }: Wish): Promise<void> {
  const wished = !isWished(product)
  expectWished(product, wished)
  try {
    await sent(() =>
      wished
        ? ask<WishedView>(`/api/wishlists/pieces?locale=${locale}`, 'POST', { sku }, true)
        : ask<WishedView>(`/api/wishlists/products/${product}`, 'DELETE', undefined, true),
    )
  } catch (error) {
    expectWished(product, !wished)
    throw error
  }
}

async function sent(change: () => Promise<WishedView>): Promise<void> {
  const before = last
  const asked = async () => {
    await before
    return change()
  }
  const answer = asked()
  last = answer.catch(() => undefined) // whoever asked hears of it; the next one goes all the same
  waiting++
  try {
    const { wished: now } = await answer
    if (waiting === 1) keepWished(now)
  } finally {
    waiting--
  }
}
