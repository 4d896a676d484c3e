import { spawn } from 'node:child_process'
import { createSign, generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buyRig } from '@/tests/contract/buy-rig'
import { openPeople } from '@/tests/contract/people'
import { Visitor } from '@/tests/contract/visitor'

let shop: Awaited<ReturnType<typeof buyRig>>
let people: Awaited<ReturnType<typeof openPeople>>
let anybody = ''
beforeAll(async () => {
  shop = await buyRig()
  people = await openPeople(shop.rig)
  anybody = await people.person()
})
afterAll(async () => {
  await people?.stop()
  await shop?.stop()
})

const minutes = (count: number) => count * 60_000
const refreshes = () => people.asked('GetTokensFromRefreshToken')

async function signedIn(email = anybody): Promise<Visitor> {
  const visitor = new Visitor()
  const answer = await visitor.ask('/session', { method: 'POST', body: await people.tokensOf(email) })
  expect(answer.status).toBe(200)
  return visitor
}

async function stored(): Promise<string> {
  const { scanTable } = await import('@/server/platform/tables/scan')
  let text = ''
  for await (const item of scanTable('sessions')) text += JSON.stringify(item)
  return text
}

describe('the hand-off', () => {
  test('leaves the browser with one opaque cookie that scripts cannot read, of which a hash is stored, and its own number', async () => {
    const visitor = new Visitor()
    const tokens = await people.tokensOf(anybody)
    const answer = await visitor.ask('/session', { method: 'POST', body: tokens })
    const text = await answer.text()
    expect(JSON.parse(text)).toEqual({ kind: 'customer', name: 'Ada Quay', email: anybody })
    for (const token of Object.values(tokens)) expect(text).not.toContain(token)
    expect(visitor.set).toEqual([
      expect.stringMatching(/^quayside=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/),
      expect.stringMatching(
        /^quayside-device=[\w-]{22}; Max-Age=34560000; Path=\/api; HttpOnly; SameSite=Lax$/,
      ),
    ])
    expect(visitor.cookie).toBeTruthy()
    expect(await stored()).not.toContain(visitor.cookie)
    expect(await visitor.kind()).toBe('customer')
  })

  test('is refused with tokens that are tampered with, of another pool, of two people, swapped or expired', async () => {
    const tokens = await people.tokensOf(anybody)
    const others = await people.tokensOf(await people.person())
    const [head = '', claims = '', signature = ''] = tokens.accessToken.split('.')
    const payload = JSON.parse(Buffer.from(claims, 'base64url').toString())
    const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const raised = encoded({ ...payload, 'cognito:groups': ['staff'] })
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const foreign = (more: object) => {
      const signed = `${head}.${encoded({ ...payload, ...more })}`
      return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url')}`
    }
    const forged: Record<string, Partial<typeof tokens>> = {
      'claims that were changed': { accessToken: `${head}.${raised}.${signature}` },
      'no signature': { accessToken: `${encoded({ alg: 'none' })}.${claims}.` },
      'a signature by another key': { accessToken: foreign({}) },
      'another pool': { accessToken: foreign({ iss: `${payload.iss}x` }) },
      'an id token in place of an access token': { accessToken: tokens.idToken },
      'tokens of two people': { idToken: others.idToken },
      'something that is no token': { idToken: 'x'.repeat(40) },
    }
    for (const [what, change] of Object.entries(forged)) {
      const visitor = new Visitor()
      const answer = await visitor.ask('/session', { method: 'POST', body: { ...tokens, ...change } })
      expect(answer.status, what).toBe(401)
      expect(await answer.json(), what).toMatchObject({ code: 'token-refused', id: expect.any(String) })
      expect(visitor.set, what).toEqual([])
    }
    await shop.rig.advance(minutes(61))
    const late = await new Visitor().ask('/session', { method: 'POST', body: tokens })
    expect(late.status, 'expired').toBe(401)
  })

  test('of the same sign-in again finds the same session, also at the same moment, and spoils nothing', async () => {
    const body = await people.tokensOf(anybody)
    const guest = new Visitor()
    const sku = await shop.product(9)
    await guest.ask('/cart/lines', { method: 'POST', body: { sku, quantity: 2 } })
    const twins = [new Visitor(guest.cookie), new Visitor(guest.cookie), new Visitor(guest.cookie)]
    const answers = await Promise.all(twins.map((twin) => twin.ask('/session', { method: 'POST', body })))
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200])
    const [first] = twins
    await first?.ask('/session', { method: 'POST', body })
    for (const twin of twins) {
      const cart = await twin.read<{ lines: { sku: string; quantity: number }[] }>('/cart')
      expect(cart.lines.find((line) => line.sku === sku)?.quantity).toBe(2)
    }
    await shop.rig.advance(minutes(61))
    for (const twin of twins) expect(await twin.kind()).toBe('customer')
    await first?.ask('/session', { method: 'DELETE' })
    for (const twin of twins) expect(await twin.kind()).toBe('anonymous')
    const spent = await new Visitor().ask('/session', { method: 'POST', body })
    expect(spent.status).toBe(401)
  })

  test('by somebody whose old cookie has ended signs them in', async () => {
    const visitor = await signedIn()
    const stale = visitor.cookie
    await visitor.ask('/session', { method: 'DELETE' })
    const again = new Visitor(stale)
    await again.ask('/session', { method: 'POST', body: await people.tokensOf(anybody) })
    expect(await again.kind()).toBe('customer')
  })

  test('at a first sign-in in two tabs makes one customer', async () => {
    const email = await people.person()
    const sign = [await people.tokensOf(email), await people.tokensOf(email)]
    const tabs = [new Visitor(), new Visitor()]
    await Promise.all(tabs.map((tab, index) => tab.ask('/session', { method: 'POST', body: sign[index] })))
    const [one, two] = await Promise.all(tabs.map((tab) => tab.read('/customers/me')))
    expect(one?.id).toMatch(/^cus_/)
    expect(one?.id).toBe(two?.id)
  })
})

describe('a guest’s cart', () => {
  test('joins the customer’s exactly once, however often and late the hand-off is repeated', async () => {
    const email = await people.person()
    const [shared, own] = [await shop.product(50), await shop.product(50)]
    const before = await signedIn(email)
    await before.ask('/cart/lines', { method: 'POST', body: { sku: shared, quantity: 1 } })
    const guest = new Visitor()
    await guest.ask('/cart/lines', { method: 'POST', body: { sku: shared, quantity: 2 } })
    await guest.ask('/cart/lines', { method: 'POST', body: { sku: own, quantity: 3 } })
    const body = await people.tokensOf(email)
    // The answer is lost the first time; the browser still has the guest's cookie.
    await guest.askOnly('/session', { method: 'POST', body })
    await guest.ask('/session', { method: 'POST', body })
    await guest.ask('/session', { method: 'POST', body })
    const { lines } = await guest.read<{ lines: { sku: string; quantity: number }[] }>('/cart')
    expect(Object.fromEntries(lines.map((line) => [line.sku, line.quantity]))).toEqual({
      [shared]: 3,
      [own]: 3,
    })
  })

  test('is not given to the next person who signs in at the same browser', async () => {
    const [first, second] = [await people.person(), await people.person()]
    const visitor = await signedIn(first)
    await visitor.ask('/cart/lines', { method: 'POST', body: { sku: await shop.product(5) } })
    await visitor.ask('/session', { method: 'POST', body: await people.tokensOf(second) })
    expect((await visitor.read<{ count: number }>('/cart')).count).toBe(0)
  })
})

describe('the cookie', () => {
  test('changes after an hour: one of many requests gets the new value, none is refused', async () => {
    const visitor = new Visitor()
    await visitor.ask('/cart/lines', { method: 'POST', body: { sku: await shop.product(5) } })
    const old = visitor.cookie
    await shop.rig.advance(minutes(61))
    const tabs = Array.from({ length: 12 }, () => new Visitor(old))
    const carts = await Promise.all(tabs.map((tab) => tab.read<{ count: number }>('/cart')))
    expect(carts.map((cart) => cart.count)).toEqual(Array.from(carts, () => 1))
    expect(tabs.filter((tab) => tab.cookie !== old)).toHaveLength(1)
    const renewed = tabs.find((tab) => tab.cookie !== old)
    expect(await renewed?.kind()).toBe('guest')
    expect(await new Visitor(old).kind(), 'on its way').toBe('guest')
    await shop.rig.advance(minutes(2))
    expect(await renewed?.kind()).toBe('guest')
    expect(await new Visitor(old).kind(), 'after its grace').toBe('anonymous')
  })

  test('holds when the answer with the new value was lost', async () => {
    const visitor = new Visitor()
    await visitor.ask('/cart/lines', { method: 'POST', body: { sku: await shop.product(5) } })
    await shop.rig.advance(minutes(61))
    const lost = await visitor.askOnly('/cart')
    expect(lost.headers.getSetCookie()).toHaveLength(1)
    await shop.rig.advance(minutes(30))
    const old = visitor.cookie
    expect((await visitor.read<{ count: number }>('/cart')).count).toBe(1)
    expect(visitor.cookie).not.toBe(old)
    expect((await visitor.read<{ count: number }>('/cart')).count).toBe(1)
  })

  test('of a visitor who comes back within a month lives on; after more than a month it has ended', async () => {
    const visitor = new Visitor()
    await visitor.ask('/cart/lines', { method: 'POST', body: { sku: await shop.product(5) } })
    for (const days of [20, 20, 20]) {
      await shop.rig.advance(minutes(days * 24 * 60))
      expect(await visitor.kind()).toBe('guest')
      expect(await visitor.kind()).toBe('guest')
    }
    await shop.rig.advance(minutes(31 * 24 * 60))
    expect(await visitor.kind()).toBe('anonymous')
    expect(visitor.cookie).toBeUndefined()
  })

  test.each(['x', '', 'a'.repeat(43), '../../etc/passwd', '%00'.repeat(20)])(
    'of nobody (%j) is a stranger’s',
    async (cookie) => {
      expect(await new Visitor(cookie).kind()).toBe('anonymous')
    },
  )
})

describe('a sign-in whose access token has expired', () => {
  test('is refreshed once, however many requests of two tasks ask at the same moment', async () => {
    const visitor = await signedIn()
    await shop.rig.advance(minutes(61))
    const task = otherTask(visitor.cookie ?? '', 25)
    await task.ready
    const before = refreshes()
    task.go()
    const { findSession } = await import('@/server/sessions/sessions')
    const mine = await Promise.all(Array.from({ length: 25 }, () => findSession(visitor.cookie ?? '')))
    expect(new Set([...mine.map((session) => session?.kind), ...(await task.found)])).toEqual(
      new Set(['customer']),
    )
    expect(refreshes() - before).toBe(1)
    await Promise.all(Array.from({ length: 10 }, () => new Visitor(visitor.cookie).kind()))
    expect(refreshes() - before).toBe(1)
  })

  test('is refreshed once also through an old and a new cookie', async () => {
    const visitor = await signedIn()
    const old = visitor.cookie
    await shop.rig.advance(minutes(61))
    await visitor.kind()
    await shop.rig.advance(minutes(61))
    const before = refreshes()
    const kinds = await Promise.all([old, visitor.cookie].map((cookie) => new Visitor(cookie).kind()))
    expect(kinds).toEqual(['customer', 'customer'])
    expect(refreshes() - before).toBe(1)
  })

  test('ends when the user was disabled meanwhile', async () => {
    const email = await people.person()
    const visitor = await signedIn(email)
    await people.disable(email)
    expect(await visitor.kind()).toBe('customer')
    await shop.rig.advance(minutes(61))
    expect(await visitor.kind()).toBe('anonymous')
    expect(visitor.cookie).toBeUndefined()
    expect(await visitor.kind()).toBe('anonymous')
  })

  test('survives an identity provider that is down: a problem with an id now, the same session later', async () => {
    const visitor = await signedIn()
    await shop.rig.advance(minutes(61))
    const fault = { service: 'cognito', operation: 'GetTokensFromRefreshToken', kind: 'error', status: 500 }
    await door('/faults', { ...fault, times: 50 })
    const answers = await Promise.all([1, 2, 3].map(() => visitor.askOnly('/cart')))
    expect(answers.map((answer) => answer.status)).toEqual([503, 503, 503])
    const problem = await answers[0]?.json()
    expect(problem).toMatchObject({ code: 'identity-unavailable', id: expect.stringMatching(/^req_/) })
    await door('/faults', undefined, 'DELETE')
    expect(await visitor.kind()).toBe('customer')
  })
})

describe('signing out', () => {
  test('ends the session for every cookie it had, and revokes the refresh token', async () => {
    const visitor = await signedIn()
    const old = visitor.cookie
    await shop.rig.advance(minutes(61))
    await visitor.kind()
    expect(visitor.cookie).not.toBe(old)
    const before = people.asked('RevokeToken')
    const copy = visitor.cookie
    await visitor.ask('/session', { method: 'DELETE' })
    expect(visitor.cookie).toBeUndefined()
    expect(people.asked('RevokeToken') - before).toBe(1)
    for (const cookie of [old, copy]) {
      expect(await new Visitor(cookie).kind()).toBe('anonymous')
      expect((await new Visitor(cookie).ask('/customers/me')).status).toBe(401)
    }
  })

  test('also works at the moment when the cookie would change', async () => {
    const visitor = await signedIn()
    await shop.rig.advance(minutes(61))
    await visitor.ask('/session', { method: 'DELETE' })
    expect(visitor.cookie).toBeUndefined()
    expect(await visitor.kind()).toBe('anonymous')
  })

  test('twice, or without a session, changes nothing', async () => {
    const visitor = new Visitor()
    for (const _ of [1, 2]) {
      expect((await visitor.ask('/session', { method: 'DELETE' })).status).toBe(200)
    }
  })
})

async function door(path: string, body?: unknown, method = 'POST'): Promise<void> {
  const answer = await fetch(`${shop.rig.door}${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  expect(answer.status).toBe(200)
}

/** Another process of the shop that asks for a session many times once it is told to. */
function otherTask(cookie: string, times: number) {
  const file = join(import.meta.dirname, 'session-process.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', file, cookie, String(times)], {
    env: { ...process.env, ...people.environment, NODE_OPTIONS: '' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let output = ''
  const line = (wanted: number) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        const lines = output.split('\n')
        if (lines.length > wanted) resolve(lines[wanted - 1] ?? '')
      }
      child.stdout.on('data', look)
      child.on('exit', () => reject(new Error(`the other task ended: ${output}`)))
      look()
    })
  child.stdout.on('data', (text) => {
    output += text
  })
  const found = line(2).then((text): string[] => JSON.parse(text))
  return { ready: line(1), go: () => child.stdin.write('go\n'), found, ended: () => once(child, 'exit') }
}
