import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { WishedView, WishesView, WishlistView } from '@/server/wishlists/model'
import { buyRig } from '@/tests/contract/buy-rig'
import { openPeople } from '@/tests/contract/people'
import { Visitor } from '@/tests/contract/visitor'

let shop: Awaited<ReturnType<typeof buyRig>>
let people: Awaited<ReturnType<typeof openPeople>>

beforeAll(async () => {
  shop = await buyRig()
  people = await openPeople(shop.rig)
})
afterAll(async () => {
  await people?.stop()
  await shop?.stop()
})

async function member(visitor = new Visitor()): Promise<Visitor> {
  const email = await people.person()
  await visitor.ask('/session', { method: 'POST', body: await people.tokensOf(email) })
  return visitor
}

const wish = (who: Visitor, sku: string, list?: string) =>
  who.read<WishedView & { code?: string }>('/wishlists/pieces', { method: 'POST', body: { sku, list } })
const listsOf = async (who: Visitor, locale = 'en-GB'): Promise<WishlistView[]> =>
  (await who.read<WishesView>(`/wishlists?locale=${locale}`)).lists
const skusOf = async (who: Visitor) => (await listsOf(who)).map(({ pieces }) => pieces.map(({ sku }) => sku))
const begun = async (who: Visitor, name: string) =>
  who.read<WishedView & { code?: string }>('/wishlists', { method: 'POST', body: { name } })

describe('a guest', () => {
  test('keeps what they chose, once each and the newest first, at prices and with stock of now', async () => {
    const guest = new Visitor()
    const [one, other] = [await shop.product(9, 1800), await shop.product(2, 2500)]
    await wish(guest, one)
    await wish(guest, one)
    expect((await wish(guest, other)).wished).toHaveLength(2)
    expect(await guest.kind()).toBe('guest')
    const [list] = await listsOf(guest)
    expect(list?.pieces).toMatchObject([
      {
        sku: other,
        name: 'Harbour mug',
        price: { amount: 2500, currency: 'GBP' },
        stock: 'low',
        available: 2,
      },
      { sku: one, price: { amount: 1800, currency: 'GBP' }, stock: 'in' },
    ])
    await shop.changePrice(one, 'GB', 1500)
    expect((await listsOf(guest))[0]?.pieces[1]?.price).toEqual({ amount: 1500, currency: 'GBP' })
  })

  test('does so by a plain form, and comes to the list', async () => {
    const guest = new Visitor()
    const sku = await shop.product(9)
    const form = { sku, _next: '/en-GB/wishlist', _back: '/en-GB/wishlist' }
    const answer = await guest.ask('/wishlists/pieces?locale=en-GB', { method: 'POST', form })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/en-GB/wishlist'])
    expect(await skusOf(guest)).toEqual([[sku]])
  })

  test('takes a product off again, however often', async () => {
    const guest = new Visitor()
    const sku = await shop.product(9)
    const { wished } = await wish(guest, sku)
    for (const _ of [1, 2]) {
      const after = await guest.read<WishedView>(`/wishlists/products/${wished[0]}`, { method: 'DELETE' })
      expect(after.wished).toEqual([])
    }
  })

  test('sees that something is sold no longer, under the name that it had', async () => {
    const guest = new Visitor()
    const sku = await shop.product(9)
    const { wished } = await wish(guest, sku)
    const { changeProduct } = await import('@/server/catalogue/catalogue')
    await changeProduct(wished[0] ?? '', (product) => ({ ...product, status: 'discontinued' }))
    const piece = (await listsOf(guest))[0]?.pieces[0]
    expect(piece).toMatchObject({ sku, name: 'Harbour mug', stock: 'gone' })
    expect(piece?.price).toBeUndefined()
  })

  test('sees what another market does not sell, without a price', async () => {
    const guest = new Visitor()
    await wish(guest, await shop.product(9))
    expect((await listsOf(guest, 'ar-AE'))[0]?.pieces[0]).toMatchObject({
      name: 'كوب الميناء',
      stock: 'gone',
    })
  })

  test('cannot wish for what there is not', async () => {
    const guest = new Visitor()
    for (const sku of ['NOTHING-1', '<b>', 'x'.repeat(500)]) {
      const answer = await guest.ask('/wishlists/pieces', { method: 'POST', body: { sku } })
      expect([404, 422]).toContain(answer.status)
    }
  })

  test('has one list; more need an account', async () => {
    const answer = await new Visitor().ask('/wishlists', { method: 'POST', body: { name: 'Another' } })
    expect(answer.status).toBe(401)
  })
})

describe('at sign-in', () => {
  test('what a guest chose joins the customer’s first list, and a repetition changes nothing', async () => {
    const visitor = new Visitor()
    const [mine, both, theirs] = [await shop.product(9), await shop.product(9), await shop.product(9)]
    const email = await people.person()
    const elsewhere = new Visitor()
    await elsewhere.ask('/session', { method: 'POST', body: await people.tokensOf(email) })
    await wish(elsewhere, mine)
    await wish(elsewhere, both)
    await wish(visitor, both)
    await wish(visitor, theirs)
    const guest = visitor.cookie
    await visitor.ask('/session', { method: 'POST', body: await people.tokensOf(email) })
    expect(await skusOf(visitor)).toEqual([[theirs, both, mine]])
    const again = new Visitor(guest)
    await again.ask('/session', { method: 'POST', body: await people.tokensOf(email) })
    expect(await skusOf(visitor)).toEqual([[theirs, both, mine]])
  })

  test('the session tells which products are marked', async () => {
    const visitor = await member()
    const { wished } = await wish(visitor, await shop.product(9))
    expect(await visitor.read('/session')).toMatchObject({ kind: 'customer', wished })
    expect(await new Visitor().read('/session')).toEqual({ kind: 'anonymous' })
  })
})

describe('a customer', () => {
  test('has several lists by name, moves pieces between them, and removes one with all that is on it', async () => {
    const visitor = await member()
    const sku = await shop.product(9)
    const { list: kitchen = '' } = await begun(visitor, '  Kitchen ☕ <b>"new"</b>  ')
    const { list: first = '' } = await wish(visitor, sku)
    expect(first).not.toBe(kitchen)
    await visitor.ask(`/wishlists/${first}/pieces/${sku}/list`, { method: 'POST', body: { list: kitchen } })
    const lists = await listsOf(visitor)
    expect(lists.map(({ name, pieces }) => [name, pieces.length])).toEqual([
      [undefined, 0],
      ['Kitchen ☕ <b>"new"</b>', 1],
    ])
    await visitor.ask(`/wishlists/${kitchen}`, { method: 'PATCH', body: { name: 'Dining' } })
    expect((await listsOf(visitor))[1]?.name).toBe('Dining')
    const left = await visitor.read<WishedView>(`/wishlists/${kitchen}`, { method: 'DELETE' })
    expect(left.wished).toEqual([])
    expect(await listsOf(visitor)).toHaveLength(1)
  })

  test('cannot give a list no name, or an endless one', async () => {
    const visitor = await member()
    for (const name of ['', '   ', 'x'.repeat(81)]) {
      expect((await visitor.ask('/wishlists', { method: 'POST', body: { name } })).status).toBe(422)
    }
  })

  test('has twenty lists at most, and a hundred pieces on each', async () => {
    const visitor = await member()
    for (let number = 2; number <= 20; number++) await begun(visitor, `List ${number}`)
    expect((await begun(visitor, 'One too many')).code).toBe('too-many-wishlists')
    const { id } = await visitor.read<{ id: string }>('/customers/me')
    const { changeWishes } = await import('@/server/wishlists/store')
    const { wishing } = await import('@/server/wishlists/edit')
    const piece = (sku: string) => ({
      sku,
      product: sku.toLowerCase(),
      name: sku,
      language: 'en',
      addedAt: new Date().toISOString(),
    })
    const skus = Array.from({ length: 100 }, (_, index) => `PIECE-${index}`)
    await changeWishes(id, (current) => ({
      next: skus.reduce((wishes, sku) => wishing(piece(sku))(wishes), current),
    }))
    expect((await wish(visitor, await shop.product(9))).code).toBe('wishlist-full')
  })

  test('puts a piece into the basket, where it leaves the list; what is sold out stays', async () => {
    const visitor = await member()
    const [there, gone] = [await shop.product(1), await shop.product(0)]
    const { list } = await wish(visitor, there)
    await wish(visitor, gone)
    const move = (sku: string) => visitor.ask(`/wishlists/${list}/pieces/${sku}/cart`, { method: 'POST' })
    expect((await move(there)).status).toBe(200)
    expect((await move(gone)).status).toBe(409)
    expect((await move(there)).status).toBe(404)
    expect(await skusOf(visitor)).toEqual([[gone]])
    expect(await visitor.read('/cart')).toMatchObject({ count: 1, lines: [{ sku: there }] })
  })

  test('keeps all that is clicked quickly', async () => {
    const visitor = await member()
    const skus = await Promise.all(Array.from({ length: 6 }, () => shop.product(9)))
    await Promise.all(skus.map((sku) => wish(visitor, sku)))
    expect((await skusOf(visitor))[0]?.toSorted()).toEqual(skus.toSorted())
  })
})

describe('a shared list', () => {
  async function shared() {
    const visitor = await member()
    const sku = await shop.product(9)
    const { list = '' } = await wish(visitor, sku)
    await visitor.ask(`/wishlists/${list}`, { method: 'PATCH', body: { name: 'For our wedding' } })
    const { token } = await visitor.read<{ token: string }>(`/wishlists/${list}/share`, { method: 'PUT' })
    return { visitor, sku, list, token }
  }
  const opened = (token: string) => new Visitor().ask(`/wishlists/shared/${token}`)

  test('is read by whoever has its link, and tells nothing of its owner', async () => {
    const { visitor, sku, token } = await shared()
    const text = await (await opened(token)).text()
    expect(JSON.parse(text)).toMatchObject({ name: 'For our wedding', pieces: [{ sku }] })
    const { id, email } = await visitor.read<{ id: string; email: string }>('/customers/me')
    for (const secret of [id, email, 'wsh_']) expect(text).not.toContain(secret)
  })

  test('keeps its link when it is shared again, and loses it when it is closed', async () => {
    const { visitor, list, token } = await shared()
    expect(await visitor.read(`/wishlists/${list}/share`, { method: 'PUT' })).toEqual({ token })
    await visitor.ask(`/wishlists/${list}/share`, { method: 'DELETE' })
    expect((await opened(token)).status).toBe(404)
    const next = await visitor.read<{ token: string }>(`/wishlists/${list}/share`, { method: 'PUT' })
    expect(next.token).not.toBe(token)
    expect((await opened(next.token)).status).toBe(200)
  })

  test('ends with the list', async () => {
    const { visitor, list, token } = await shared()
    await visitor.ask(`/wishlists/${list}`, { method: 'DELETE' })
    expect((await opened(token)).status).toBe(404)
  })

  test('ends when its owner is forgotten, and nothing of the lists stays', async () => {
    const { visitor, token } = await shared()
    const { id } = await visitor.read<{ id: string }>('/customers/me')
    const { forgetWishlists } = await import('@/server/wishlists/handing')
    for (const _ of [1, 2]) await forgetWishlists(id)
    expect((await opened(token)).status).toBe(404)
    expect(await listsOf(visitor)).toEqual([])
    const { scanTable } = await import('@/server/platform/tables/scan')
    for await (const item of scanTable('wishlists')) expect(JSON.stringify(item)).not.toContain(id)
  })
})
