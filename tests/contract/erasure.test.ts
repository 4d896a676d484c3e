import {
  GetObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TableName } from '@/infra/resources'
import type { CheckoutView } from '@/server/checkout/model'
import { Kept, type Profile } from '@/server/customers/model'
import type { UploadBegun, UploadView } from '@/server/assets/model'
import { openPeople } from '@/tests/contract/people'
import { until } from '@/tests/contract/shop-rig'
import { png } from '@/tests/contract/upload-rig'
import { Visitor } from '@/tests/contract/visitor'
import { workingRig } from '@/tests/contract/working-rig'

/** Who wishes to be forgotten is, but for what the law keeps; and what they agreed to can be proved. */
let shop: Awaited<ReturnType<typeof workingRig>>
let people: Awaited<ReturnType<typeof openPeople>>
let s3: S3Client
const address = { name: 'Ada Quay', line1: '1 Rope Walk', city: 'London', postcode: 'SE1 9XX', country: 'GB' }
const year = new Date().getUTCFullYear()

beforeAll(async () => {
  shop = await workingRig()
  people = await openPeople(shop.rig)
  s3 = (await import('@/server/platform/aws')).s3()
})
afterAll(async () => {
  await people?.stop()
  await shop?.stop()
})

async function member() {
  const email = await people.person()
  const visitor = new Visitor()
  await visitor.ask('/session', { method: 'POST', body: await people.tokensOf(email) })
  const { id } = await visitor.read<Profile>('/customers/me')
  return { email, visitor, id }
}

/** A member of whom there is everything: addresses, an order with its invoice, a basket, uploads in several versions. */
async function livelyMember() {
  const known = await member()
  const { visitor, id, email } = known
  await visitor.ask('/customers/me/addresses', { method: 'POST', body: address })
  await visitor.ask('/cart/lines', { method: 'POST', body: { sku: await shop.product(9) } })
  const begun = await visitor.read<{ id: string; totals: { total: { amount: number } } }>('/checkout', {
    method: 'POST',
    body: { email, shipping: address, delivery: 'standard' },
  })
  const { order } = await visitor.read<{ order: { id: string } }>(`/checkout/${begun.id}/pay`, {
    method: 'POST',
    body: { token: 'tok_success', expectedTotal: begun.totals.total.amount },
  })
  await until(async () => {
    const found = await visitor.read<{ invoiceReady: boolean }>(`/orders/${order.id}`)
    return found.invoiceReady
  }, 'the invoice')
  await visitor.ask('/cart/lines', { method: 'POST', body: { sku: await shop.product(9) } })
  for (const Key of [`customers/${id}/uploads/me.avif`, `quarantine/customers/${id}/raw.jpg`]) {
    for (const Body of ['first', 'second']) {
      await s3.send(new PutObjectCommand({ Bucket: 'rig-assets', Key, Body }))
    }
  }
  return { ...known, order: order.id, checkout: begun.id }
}

async function giftFor(note: string) {
  const { issueGiftCard } = await import('@/server/payments/gift-cards')
  const { id, code } = await issueGiftCard({ amount: 3000, currency: 'GBP' }, 'tests', { note })
  return { giftCard: id, code }
}

/** Buys a mug with a gift card that is worth more. */
async function buyWith(visitor: Visitor, email: string, code: string) {
  await visitor.ask('/cart/lines', { method: 'POST', body: { sku: await shop.product(9) } })
  const begun = await visitor.read<{ id: string }>('/checkout', {
    method: 'POST',
    body: { email, shipping: address, delivery: 'standard' },
  })
  const seen = await visitor.read<CheckoutView>(`/checkout/${begun.id}/gift-cards`, {
    method: 'POST',
    body: { code },
  })
  const { order } = await visitor.read<{ order: { id: string } }>(`/checkout/${begun.id}/pay`, {
    method: 'POST',
    body: { expectedTotal: seen.totals.total.amount, expectedDue: seen.due.amount },
  })
  return { order: order.id, total: seen.totals.total.amount }
}

const begunUpload = (visitor: Visitor, name: string, size: number) =>
  visitor.read<UploadBegun>('/uploads', {
    method: 'POST',
    body: { purpose: 'profile', type: 'image/png', size, name },
  })

/** Uploads a profile picture as a browser does, and waits until it is shown. */
async function uploaded(visitor: Visitor, name: string): Promise<UploadBegun> {
  const bytes = await png()
  const begun = await begunUpload(visitor, name, bytes.length)
  const form = new FormData()
  for (const [field, value] of Object.entries(begun.form?.fields ?? {})) form.set(field, value)
  form.set('file', new Blob([new Uint8Array(bytes)]), 'file')
  await fetch(begun.form?.url ?? '', { method: 'POST', body: form })
  const ready = async () => (await visitor.read<UploadView>(`/uploads/${begun.id}`)).state === 'ready'
  await until(ready, 'the picture', 60_000)
  return begun
}

async function versionsOf(Bucket: string, Prefix: string) {
  const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket, Prefix }))
  return Versions
}
const everyUpload = async (id: string) => [
  ...(await versionsOf('rig-assets', `customers/${id}/`)),
  ...(await versionsOf('rig-assets', `quarantine/customers/${id}/`)),
]

/** Everything in a table that names one of these texts. */
async function mentions(table: TableName, ...texts: string[]) {
  const { scanTable } = await import('@/server/platform/tables/scan')
  const found: string[] = []
  for await (const item of scanTable(table)) {
    const written = JSON.stringify(item)
    if (texts.some((text) => written.includes(text))) found.push(String(item.pk))
  }
  return found
}

async function erasureDone(id: string): Promise<void> {
  const { erasures, erasureKey } = await import('@/server/customers/store')
  await until(
    async () => (await erasures.get(erasureKey(id)))?.doneAt !== undefined,
    'the end of the erasure',
  )
}

describe('somebody who deletes their account', () => {
  test('must confirm it by the e-mail address', async () => {
    const { visitor, email } = await member()
    const refused = await visitor.ask('/customers/me/erasure', {
      method: 'POST',
      body: { confirmation: 'somebody@else.example' },
    })
    expect(refused.status).toBe(422)
    expect(await refused.json()).toMatchObject({ code: 'confirmation-differs' })
    expect((await visitor.read<Profile>('/customers/me')).email).toBe(email)
  })

  test('is forgotten everywhere, keeps what the law keeps, and is told of it', async () => {
    const { visitor, id, email, order, checkout } = await livelyMember()
    const answer = await visitor.ask('/customers/me/erasure', {
      method: 'POST',
      form: { confirmation: ` ${email.toUpperCase()}`, locale: 'en-GB', _next: '/en-GB/account-deleted' },
    })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/en-GB/account-deleted'])
    expect((await visitor.ask('/customers/me')).status).toBe(401)
    await erasureDone(id)

    expect(await everyUpload(id)).toEqual([])
    expect(await mentions('customers', email, address.line1)).toEqual([])
    expect(await mentions('sessions', id, email)).toEqual([])
    expect(await mentions('carts', id)).toEqual([])
    expect(await mentions('checkouts', checkout)).toEqual([])
    await expect(people.tokensOf(email)).rejects.toThrow()

    const { orders, orderKey } = await import('@/server/orders/store')
    const kept = await orders.require(orderKey(order), 'order')
    expect(kept.shipping.line1).toBe(address.line1)
    await s3.send(new GetObjectCommand({ Bucket: 'rig-invoices', Key: kept.invoice?.key ?? '' }))
    await until(
      async () => (await versionsOf('rig-archive', `tax/${year}/${kept.invoice?.number}`)).length === 2,
      'the archived invoice',
    )
    const letters = async () =>
      (await shop.rig.mail()).filter((mail) => mail.to === email && mail.subject.includes('deleted'))
    expect(await letters()).toHaveLength(1)
    const [letter] = await letters()
    expect(letter?.text).toContain('1 order: kept in our archive for 7 years')
    expect(letter?.text).toContain('1 invoice: kept for 9 years')
  })

  test('leaves no counter, no upload and no word on a gift card, whose money stays', async () => {
    const { visitor, id, email } = await member()
    const { giftCard, code } = await giftFor('Ada Quay, whose bowl came broken')
    const { order, total } = await buyWith(visitor, email, code)
    const { giftCardBook } = await import('@/server/payments/gift-cards')
    const book = () => giftCardBook(giftCard)
    await until(async () => (await book()).card.balance === 3000 - total, 'the spending')
    const photograph = await uploaded(visitor, 'Ada at the quay.png')
    const waiting = await begunUpload(visitor, 'Ada, never sent.png', 900)
    const { assetsByOwner } = await import('@/server/assets/asset-store')
    const [asset] = await assetsByOwner(id)
    const looks = asset?.thumbhash ?? ''
    const { noteSignIn } = await import('@/server/fraud/sign-ins')
    await noteSignIn(id, 'begun')
    const left = async () => [
      (await mentions('fraud', id)).length,
      (await mentions('payments', id, 'Ada')).length,
      (await mentions('assets', photograph.id, waiting.id, 'Ada', looks, `"${id}"`)).length,
    ]
    for (const count of await left()) expect(count).toBeGreaterThan(1)
    await visitor.ask('/customers/me/erasure', { method: 'POST', body: { confirmation: email } })
    await erasureDone(id)
    await until(
      async () => (await left()).every((count) => count === 0),
      'the end of what others keep',
      60_000,
    )
    expect(await everyUpload(id)).toEqual([])
    expect(await assetsByOwner(id)).toEqual([])
    const { card, movements } = await book()
    expect(card.balance).toBe(3000 - total)
    expect(movements.map(({ kind, amount, orderId }) => [kind, amount, orderId])).toEqual([
      ['issue', 3000, undefined],
      ['spend', total, order],
    ])
  })

  test('disappears from the second region, too', async () => {
    const { visitor, id, email } = await livelyMember()
    const folder = `customers/${id}/uploads/`
    await shop.rig.advance(60_000)
    await until(async () => (await versionsOf('rig-assets-replica', folder)).length === 2, 'the copies')
    await visitor.ask('/customers/me/erasure', { method: 'POST', body: { confirmation: email } })
    await erasureDone(id)
    await shop.rig.advance(60_000)
    const current = async () =>
      (await versionsOf('rig-assets-replica', folder)).filter((version) => version.IsLatest)
    await until(async () => (await current()).length === 0, 'the marker over the copy')
    await shop.rig.advance(31 * 86_400_000)
    await until(async () => (await versionsOf('rig-assets-replica', folder)).length === 0, 'the copies to go')
  })

  test('is forgotten in the end although the worker dies in between', async () => {
    const { visitor, id, email } = await livelyMember()
    const { watchSteps } = await import('@/server/platform/steps')
    let crashes = 0
    const stop = watchSteps((step) => {
      if (step === 'erasure.emptied' && (crashes += 1) === 1) throw new Error('crashed')
    })
    const answer = await visitor.ask('/customers/me/erasure', {
      method: 'POST',
      body: { confirmation: email },
    })
    expect(Kept.parse(await answer.json())).toMatchObject({ orders: 1, invoices: 1 })
    await erasureDone(id)
    stop()
    expect(crashes).toBe(2)
    expect(await everyUpload(id)).toEqual([])
    const { finishErasure } = await import('@/server/customers/erasure')
    await finishErasure(id)
    const letters = (await shop.rig.mail()).filter(
      (mail) => mail.to === email && /deleted/.test(mail.subject),
    )
    expect(letters).toHaveLength(1)
  })
})

describe('a consent', () => {
  test('is nobody’s who has said nothing, can be given and taken back, and each change is proved once', async () => {
    const { visitor, id } = await member()
    expect((await visitor.read<Profile>('/customers/me')).consents).toEqual([])
    const say = (granted: string) =>
      visitor.ask('/customers/me/consents/news', {
        method: 'POST',
        form: { _method: 'PUT', granted, locale: 'de-DE', _next: '/de-DE/account/profile' },
      })
    expect((await say('true')).status).toBe(303)
    await say('true')
    expect((await visitor.read<Profile>('/customers/me')).consents).toMatchObject([
      { purpose: 'news', granted: true },
    ])
    await say('false')
    const folder = `consents/${year}/${id}/`
    await until(async () => (await versionsOf('rig-archive', folder)).length === 4, 'two proofs')
    const records = (await versionsOf('rig-archive', folder)).filter(
      ({ Key }) => !Key?.endsWith('.manifest.json'),
    )
    const written = await Promise.all(
      records.map(async ({ Key }) => {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'rig-archive', Key }))
        return JSON.parse((await Body?.transformToString()) ?? '')
      }),
    )
    expect(written.map((record) => record.granted)).toEqual([true, false])
    expect(written[0]).toMatchObject({
      record: 'consent',
      customerId: id,
      purpose: 'news',
      wording: { locale: 'de-DE', text: 'Quayside darf mir E-Mails über Neues und Angebote schicken.' },
    })
  })
})
