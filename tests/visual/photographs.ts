import { expect } from '@playwright/test'
import { joinShop } from '@/tests/fixtures/shop'

/** How long a new shop may take to make all its photographs, one after the other on a busy machine, in milliseconds. */
export const makingTakes = 1_500_000

/** Waits until every photograph of every product and page has all its renditions, as the shop itself says. */
export async function whenAllAreMade(): Promise<void> {
  await joinShop()
  const { everyProductId, findProducts } = await import('@/server/catalogue/catalogue')
  const { pictures } = await import('@/server/content/store')
  const { formats, widthsFor } = await import('@/server/assets/renditions')
  async function unmade(): Promise<string[]> {
    const ids = await idsOf(everyProductId())
    const media = (await findProducts(ids)).flatMap((product) => product.media)
    const lacking = media.filter(
      (one) => one.formats.length < formats.length || one.widths.length < widthsFor(one.width).length,
    )
    const { items } = await pictures.query({ attribute: 'pk', equals: 'pictures' })
    const waiting = items.filter((one) => one.formats.length < formats.length)
    return [...lacking, ...waiting].map(({ key }) => key)
  }
  await expect.poll(unmade, { intervals: [2_000], timeout: makingTakes - 60_000 }).toEqual([])
}

async function idsOf(found: AsyncIterable<string>): Promise<string[]> {
  const ids: string[] = []
  for await (const id of found) ids.push(id)
  return ids
}
