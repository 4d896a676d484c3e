import { beforeAll, describe, expect, test } from 'vitest'
import type { estimateDelivery as Estimate } from '@/server/checkout/estimate'
import type { Guest } from '@/server/platform/principal'
import { buyRig } from '@/tests/contract/buy-rig'

let shop: Awaited<ReturnType<typeof buyRig>>
let estimateDelivery: typeof Estimate

beforeAll(async () => {
  shop = await buyRig()
  ;({ estimateDelivery } = await import('@/server/checkout/estimate'))
})

async function withGoods(amount: number, locale: 'en-GB' | 'en-US' = 'en-GB'): Promise<Guest> {
  const who = shop.guest()
  await shop.cart.addToCart(who, locale, await shop.product(5, amount), 1)
  return who
}

describe('before anything is told about oneself', () => {
  test('each way of delivery says its price, its days and the total', async () => {
    const who = await withGoods(1800)
    const { options } = await estimateDelivery(who, 'en-GB', { country: 'GB', postcode: 'se1 9xx' })
    expect(options.map(({ id, amount, totals }) => [id, amount.amount, totals.total.amount])).toEqual([
      ['standard', 395, 2195],
      ['express', 795, 2595],
    ])
    for (const { earliest, latest } of options) expect(earliest <= latest).toBe(true)
  })

  test('what is free from a sum is free in the estimate as well', async () => {
    const who = await withGoods(6000)
    const { options } = await estimateDelivery(who, 'en-GB', { country: 'GB', postcode: 'SE1 9XX' })
    expect(options[0]?.amount.amount).toBe(0)
  })

  test('the state decides the tax', async () => {
    const who = await withGoods(10_000, 'en-US')
    const inState = async (region: string) => {
      const place = { country: 'US', postcode: '97201', region }
      const { options } = await estimateDelivery(who, 'en-US', place)
      return options[0]?.totals
    }
    expect(await inState('OR')).toMatchObject({ taxKnown: true, tax: { amount: 0 } })
    expect(await inState('ca')).toMatchObject({ taxKnown: true, tax: { amount: 725 } })
  })

  test.each([
    [{ country: 'GB', postcode: '12345' }, 'address-postcode'],
    [{ country: 'FR', postcode: '75001' }, 'address-not-delivered'],
  ])('%j is refused as %s', async (place, code) => {
    await expect(estimateDelivery(shop.guest(), 'en-GB', place)).rejects.toMatchObject({ code })
  })

  test('nothing is kept: a stranger’s cart stays unwritten, and an empty one costs nothing', async () => {
    const { options } = await estimateDelivery({ kind: 'anonymous' }, 'en-GB', {
      country: 'GB',
      postcode: 'SE1 9XX',
    })
    expect(options.every(({ totals }) => totals.total.amount === 0)).toBe(true)
  })
})
