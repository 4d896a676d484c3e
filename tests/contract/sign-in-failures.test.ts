import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openPeople } from '@/tests/contract/people'
import { Visitor } from '@/tests/contract/visitor'
import { workingRig } from '@/tests/contract/working-rig'

/** Who fails to sign in is counted by the user pool's triggers, the way a browser signs in: by SRP, at Cognito alone. */
let shop: Awaited<ReturnType<typeof workingRig>>
let people: Awaited<ReturnType<typeof openPeople>>
beforeAll(async () => {
  shop = await workingRig()
  people = await openPeople(shop.rig)
})
afterAll(async () => {
  await people?.stop()
  await shop?.stop()
})

const wrongly = (username: string) =>
  expect(people.tokensOf(username, 'guessed-wrong-1')).rejects.toMatchObject({
    name: 'NotAuthorizedException',
    message: 'Incorrect username or password.',
  })

/** Somebody who has been in the shop. */
async function known() {
  const email = await people.person()
  const visitor = new Visitor()
  const enter = async (headers: Record<string, string> = {}) =>
    visitor.ask('/session', { method: 'POST', body: await people.tokensOf(email), headers })
  expect((await enter()).status).toBe(200)
  const { verifyTokens } = await import('@/server/platform/identity')
  const { accountOf } = await import('@/server/customers/customers')
  const { failedSignIns } = await import('@/server/fraud/sign-ins')
  const { subject } = await verifyTokens(await people.tokensOf(email))
  const account = (await accountOf(subject)) ?? ''
  return { email, account, enter, failed: () => failedSignIns(account) }
}

describe('a sign-in', () => {
  test('that fails is counted, one that succeeds is not, and does not make the others forgotten', async () => {
    const { email, failed } = await known()
    expect(await failed()).toBe(0)
    await wrongly(email)
    await wrongly(email)
    expect(await failed()).toBe(2)
    await people.tokensOf(email)
    expect(await failed()).toBe(2)
    await shop.rig.advance(3_600_000)
    expect(await failed()).toBe(0)
  })

  test('after five failures weighs at the next payment; by a browser that the firewall knows it is doubtful', async () => {
    const { email, account, enter } = await known()
    for (let n = 0; n < 5; n++) await wrongly(email)
    // Cognito itself lets nobody try for a while after five failures.
    await shop.rig.advance(2_000)
    const risky = { 'x-amzn-waf-quayside-risk': 'bot' }
    expect((await enter(risky)).status).toBe(200)
    const { paymentContext } = await import('@/server/fraud/fraud')
    const { activity } = await paymentContext({ owner: account, origin: {} })
    expect(activity).toMatchObject({ failedSignIns: 5, doubtfulSignIn: true })
  })

  test('is refused with a sentence where failures, firewall and browser speak against it', async () => {
    const device = 'a'.repeat(22)
    const { assessSignIn } = await import('@/server/fraud/fraud')
    const { hashOf } = await import('@/server/fraud/activity')
    const { newId } = await import('@/server/platform/ids')
    for (let n = 0; n < 8; n++) await assessSignIn(newId('cus'), { device: hashOf(device) })
    const { email, account } = await known()
    for (let n = 0; n < 5; n++) await wrongly(email)
    await shop.rig.advance(2_000)
    const thief = new Visitor()
    const answer = await thief.ask('/session', {
      method: 'POST',
      body: await people.tokensOf(email),
      headers: { cookie: `quayside-device=${device}`, 'x-amzn-waf-quayside-risk': 'bot' },
    })
    expect(answer.status).toBe(403)
    expect(await answer.json()).toMatchObject({ code: 'sign-in-refused', detail: expect.any(String) })
    expect(thief.cookie).toBeFalsy()
    const { scanTable } = await import('@/server/platform/tables/scan')
    const reasons: unknown[] = []
    for await (const item of scanTable('fraud')) if (item.subject === account) reasons.push(item.reasons)
    expect(reasons).toEqual([['many-by-device', 'failed-sign-ins', 'flagged-by-firewall']])
  })

  test('of somebody whom the shop does not know says nothing about them and is not counted', async () => {
    await wrongly('nobody@quayside.example')
    await wrongly(await people.person())
  })

  test('goes on where the count cannot be kept', async () => {
    const { email } = await known()
    const { dynamo } = await import('@/server/platform/aws')
    const down = vi.spyOn(dynamo(), 'send').mockImplementation(async () => {
      throw Object.assign(new Error('down'), { name: 'InternalServerError' })
    })
    try {
      expect(await people.tokensOf(email)).toMatchObject({ accessToken: expect.stringMatching(/^ey/) })
    } finally {
      down.mockRestore()
    }
  })
})

test('the same handler stands among the Lambda functions, and refuses what is no event of Cognito', async () => {
  const { signIns } = await import('@/server/workers/lambda')
  const event = {
    version: '1',
    triggerSource: 'PostConfirmation_ConfirmSignUp',
    request: { userAttributes: { sub: 'x' } },
  }
  expect(await signIns(event)).toBe(event)
  await expect(signIns({ hello: 'world' })).rejects.toThrow(/triggerSource/)
})

test('nobody but programs on this machine may run a function', async () => {
  const path = `${shop.rig.door}/functions/rig-sign-ins/2018-06-01/runtime/invocation/next`
  const page: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { 'sec-fetch-site': 'cross-site' },
  ]
  for (const headers of page) expect((await fetch(path, { headers })).status).toBe(403)
})
