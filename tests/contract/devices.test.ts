import { afterAll, beforeAll, describe, expect, test } from 'vitest'
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

const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0'
async function signedIn(email: string, device = firefox): Promise<Visitor> {
  const visitor = new Visitor()
  const body = await people.tokensOf(email)
  const answer = await visitor.ask('/session', { method: 'POST', body, headers: { 'user-agent': device } })
  expect(answer.status).toBe(200)
  return visitor
}
type Device = { id: string; device?: string; current: boolean }
const devicesOf = (who: Visitor) => who.read<Device[]>('/session/devices')

describe('where somebody is signed in', () => {
  test('is told with the device that asks first, and one can be signed out from another', async () => {
    const email = await people.person()
    const [home, library] = [await signedIn(email), await signedIn(email, 'A browser in a library')]
    const devices = await devicesOf(home)
    expect(devices.map(({ device, current }) => [device, current])).toEqual([
      [firefox, true],
      ['A browser in a library', false],
    ])
    const answer = await home.ask(`/session/devices/${devices[1]?.id}`, { method: 'DELETE' })
    expect(answer.status).toBe(200)
    expect(await library.kind()).toBe('anonymous')
    expect(await home.kind()).toBe('customer')
    expect(await devicesOf(home)).toHaveLength(1)
  })

  test('ends everywhere at once, and for nobody else', async () => {
    const email = await people.person()
    const [home, library] = [await signedIn(email), await signedIn(email)]
    const somebody = await signedIn(await people.person())
    const form = await home.ask('/session/devices', {
      method: 'POST',
      form: { _method: 'DELETE', _next: '/en-GB', _back: '/en-GB/account/security' },
    })
    expect([form.status, form.headers.get('location')]).toEqual([303, '/en-GB'])
    for (const who of [home, library]) expect(await who.kind()).toBe('anonymous')
    expect(await somebody.kind()).toBe('customer')
  })

  test('is nobody else’s to end', async () => {
    const [owner, stranger] = [await signedIn(await people.person()), await signedIn(await people.person())]
    const [device] = await devicesOf(owner)
    const answer = await stranger.ask(`/session/devices/${device?.id}`, { method: 'DELETE' })
    expect(answer.status).toBe(404)
    expect(await owner.kind()).toBe('customer')
    expect((await new Visitor().ask('/session/devices')).status).toBe(401)
  })
})

test('what is kept of a customer can be taken along: all of it, and no key to anything', async () => {
  const email = await people.person('Wilhelmina Quay')
  const customer = await signedIn(email)
  const sku = await shop.product(9)
  await customer.ask('/cart/lines', { method: 'POST', body: { sku } })
  await customer.ask('/cart/notes', { method: 'PUT', body: { note: 'Ring twice' } })
  const address = {
    name: 'Wilhelmina Quay',
    line1: '77 Far Wharf',
    city: 'London',
    postcode: 'SE1 9XX',
    country: 'GB',
  }
  await customer.ask('/customers/me/addresses', { method: 'POST', body: address })
  const answer = await customer.ask('/customers/me/export')
  expect(answer.headers.get('content-disposition')).toContain('attachment')
  expect(answer.headers.get('cache-control')).toContain('no-store')
  const text = await answer.text()
  for (const own of [email, '77 Far Wharf', sku, 'Ring twice', firefox]) expect(text).toContain(own)
  for (const secret of ['refreshToken', 'ses_', customer.cookie ?? '-']) expect(text).not.toContain(secret)
  expect((await new Visitor().ask('/customers/me/export')).status).toBe(401)
})
