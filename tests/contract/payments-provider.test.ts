import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PaymentProvider } from '@/server/payments/provider'
import { type ShopRig, shopRig } from '@/tests/contract/shop-rig'
import { startStripe } from '@/tests/stripe/stand-in'

/** What every provider of payments must do, whoever it is. */
interface World {
  provider: PaymentProvider
  tokens: { success: string; decline: string; challenge: string; unknown: string }
  /** The shopper at the bank's page. */
  answerChallenge(key: string, url: string, outcome: 'approve' | 'decline'): Promise<void>
  /** The next authorisation is done, but its answer is lost. */
  authoriseLosingAnswer(key: string): Promise<unknown>
}

let rig: ShopRig
let stripe: Awaited<ReturnType<typeof startStripe>>
const worlds: Record<string, World> = {}
let made = 0
const newKey = () => `chk_contract${String((made += 1)).padStart(6, '0')}-1`

beforeAll(async () => {
  stripe = await startStripe()
  Object.assign(process.env, stripe.environment)
  rig = await shopRig()
  const { sandbox, answerChallenge } = await import('@/server/payments/sandbox')
  const { stripeProvider } = await import('@/server/payments/stripe/stripe')
  worlds.sandbox = {
    provider: sandbox,
    tokens: {
      success: 'tok_success_visa_4242',
      decline: 'tok_decline',
      challenge: 'tok_challenge',
      unknown: 'tok_nobody',
    },
    answerChallenge: async (key, _url, outcome) => void (await answerChallenge(key, outcome)),
    authoriseLosingAnswer: (key) => sandbox.authorise(request(key, 'tok_timeout')),
  }
  worlds.stripe = {
    provider: stripeProvider,
    tokens: {
      success: 'pm_card_visa',
      decline: 'pm_card_visa_chargeDeclined',
      challenge: 'pm_card_threeDSecure2Required',
      unknown: 'pm_card_nobody',
    },
    answerChallenge: async (_key, url, outcome) => {
      expect((await fetch(`${url}?outcome=${outcome}`, { headers: auth() })).status).toBe(200)
    },
    authoriseLosingAnswer: (key) => {
      // The client asks once more by itself when a connection is cut.
      stripe.fail(/\/confirm$/, 'answer-lost', 2)
      return stripeProvider.authorise(request(key, 'pm_card_visa'))
    },
  }
})
afterAll(async () => {
  await stripe?.stop()
  await rig?.stop()
})

const auth = () => ({ authorization: `Bearer ${stripe.key}` })
const request = (key: string, token: string, amount = 2195) => ({
  key,
  token,
  amount: { amount, currency: 'GBP' as const },
  returnPath: '/en-GB/checkout/return/x',
})

describe.each(['sandbox', 'stripe'])('%s', (name) => {
  const world = (): World => {
    const found = worlds[name]
    if (!found) throw new Error(`no world ${name}`)
    return found
  }
  const authorised = async (amount = 2195) => {
    const key = newKey()
    await world().provider.authorise(request(key, world().tokens.success, amount))
    return key
  }

  test('reserves an amount and takes it, once however often it is asked', async () => {
    const { provider, tokens } = world()
    const key = newKey()
    expect(await provider.find(key)).toBeUndefined()
    expect(await provider.authorise(request(key, tokens.success))).toMatchObject({
      state: 'authorised',
      card: { brand: 'visa', last4: '4242' },
    })
    expect(await provider.authorise(request(key, tokens.success))).toMatchObject({ state: 'authorised' })
    expect(await provider.balance(key)).toEqual({ captured: 0, refunded: 0 })
    await provider.capture(key, 2195)
    await provider.capture(key, 2195)
    expect(await provider.balance(key)).toEqual({ captured: 2195, refunded: 0 })
    expect(await provider.find(key)).toMatchObject({ state: 'captured' })
    expect(await provider.authorise(request(key, tokens.success))).toMatchObject({ state: 'captured' })
  })

  test('takes less than was reserved, and never more', async () => {
    const { provider } = world()
    const key = await authorised()
    await expect(provider.capture(key, 2196)).rejects.toMatchObject({ code: 'cannot-capture' })
    await provider.capture(key, 1000)
    expect(await provider.balance(key)).toEqual({ captured: 1000, refunded: 0 })
    await expect(provider.capture(key, 500)).rejects.toMatchObject({ code: 'cannot-capture' })
  })

  test('says that a card is declined, and says it again', async () => {
    const { provider, tokens } = world()
    const key = newKey()
    expect(await provider.authorise(request(key, tokens.decline))).toMatchObject({ state: 'declined' })
    expect(await provider.authorise(request(key, tokens.decline))).toMatchObject({ state: 'declined' })
    expect(await provider.find(key)).toMatchObject({ state: 'declined' })
    await expect(provider.capture(key, 2195)).rejects.toMatchObject({ code: 'cannot-capture' })
  })

  test('declines a token that it does not know', async () => {
    const { provider, tokens } = world()
    expect(await provider.describe(tokens.unknown)).toBeUndefined()
    expect(await provider.authorise(request(newKey(), tokens.unknown))).toMatchObject({ state: 'declined' })
  })

  test('asks the shopper at the bank’s page and goes on with what they answer', async () => {
    const { provider, tokens, answerChallenge } = world()
    for (const [outcome, state] of [
      ['approve', 'authorised'],
      ['decline', 'declined'],
    ] as const) {
      const key = newKey()
      const asked = await provider.authorise(request(key, tokens.challenge))
      if (asked.state !== 'challenge') throw new Error(`not asked: ${asked.state}`)
      expect(await provider.authorise(request(key, tokens.challenge))).toEqual(asked)
      await answerChallenge(key, asked.url, outcome)
      expect(await provider.authorise(request(key, tokens.challenge))).toMatchObject({ state })
      expect(await provider.find(key)).toMatchObject({ state })
    }
  })

  test('gives up what was reserved, and whatever arrives later under its key', async () => {
    const { provider, tokens } = world()
    const key = await authorised()
    expect(await provider.void(key)).toEqual({ state: 'voided' })
    expect(await provider.void(key)).toEqual({ state: 'voided' })
    await expect(provider.capture(key, 2195)).rejects.toMatchObject({ code: 'cannot-capture' })
    const unheard = newKey()
    expect(await provider.void(unheard)).toEqual({ state: 'voided' })
    expect(await provider.authorise(request(unheard, tokens.success))).toEqual({ state: 'voided' })
    expect(await provider.find(unheard)).toEqual({ state: 'voided' })
  })

  test('an approval at the bank after it was given up is worth nothing', async () => {
    const { provider, tokens, answerChallenge } = world()
    const key = newKey()
    const asked = await provider.authorise(request(key, tokens.challenge))
    if (asked.state !== 'challenge') throw new Error(`not asked: ${asked.state}`)
    await provider.void(key)
    await answerChallenge(key, asked.url, 'approve')
    expect(await provider.find(key)).toEqual({ state: 'voided' })
  })

  test('does not give up what was captured, and says so', async () => {
    const { provider } = world()
    const key = await authorised()
    await provider.capture(key, 2195)
    expect(await provider.void(key)).toMatchObject({ state: 'captured' })
    expect(await provider.find(key)).toMatchObject({ state: 'captured' })
  })

  test('gives money back in parts, once for each key, and never more than it took', async () => {
    const { provider } = world()
    const key = await authorised()
    await provider.capture(key, 2195)
    await provider.refund(key, `${key}-a`, 1000)
    await provider.refund(key, `${key}-a`, 1000)
    expect(await provider.balance(key)).toEqual({ captured: 2195, refunded: 1000 })
    await expect(provider.refund(key, `${key}-b`, 1196)).rejects.toMatchObject({ code: 'over-refund' })
    await provider.refund(key, `${key}-c`, 1195)
    await expect(provider.refund(key, `${key}-d`, 1)).rejects.toMatchObject({ code: 'over-refund' })
    expect(await provider.balance(key)).toEqual({ captured: 2195, refunded: 2195 })
  })

  test('refuses a key that stands for another payment', async () => {
    const { provider, tokens } = world()
    const key = await authorised()
    await expect(provider.authorise(request(key, tokens.success, 1))).rejects.toMatchObject({
      code: 'key-reused',
    })
  })

  test('knows what became of a request whose answer was lost', async () => {
    const { provider, authoriseLosingAnswer } = world()
    const key = newKey()
    await expect(authoriseLosingAnswer(key)).rejects.toMatchObject({ name: 'ProviderTimeout' })
    expect(await provider.find(key)).toMatchObject({ state: 'authorised' })
  })

  test('asked several times at once, reserves once', async () => {
    const { provider, tokens } = world()
    const key = newKey()
    const answers = await Promise.allSettled(
      Array.from({ length: 4 }, () => provider.authorise(request(key, tokens.success))),
    )
    expect(answers.filter((one) => one.status === 'fulfilled').length).toBeGreaterThan(0)
    expect(await provider.find(key)).toMatchObject({ state: 'authorised' })
    const own = stripe.books.intents().filter((intent) => intent.metadata.payment === key)
    expect(own.length).toBe(name === 'stripe' ? 1 : 0)
  })
})
