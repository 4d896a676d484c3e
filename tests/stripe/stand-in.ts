import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Refused, type StripeBooks, stripeBooks } from '@/tests/stripe/books'
import { type Fields, parsedForm } from '@/tests/stripe/form'

/** What goes wrong with the next request whose path matches: its answer is lost after it was done, it never arrives, or Stripe fails. */
interface Fault {
  path: RegExp
  kind: 'nothing' | 'answer-lost' | 'never-arrives' | 'fails' | 'rate-limited'
  times: number
  /** The checkout that it is kept for: workers may ask about others meanwhile. Any where empty. */
  of: string
}
interface Kept {
  digest: string
  answer?: { status: number; body: unknown }
}
const key = 'sk_test_standin'
const webhookSecret = 'whsec_standin_of_tests'

interface Reply {
  status: number
  body: unknown
  replayed?: boolean
}

/** Something that speaks Stripe's API over HTTP as far as the shop uses it: form-encoded bodies, idempotency keys that answer again
 *  what they answered first and refuse other parameters, test cards, 3-D Secure, refunds. */
export async function startStripe() {
  let url = ''
  const books = stripeBooks(() => url)
  const kept = new Map<string, Kept>()
  const faults: Fault[] = []
  const asked: string[] = []

  const server = createServer((request, response) => {
    void handle(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // of a server that listens on TCP
  url = `http://127.0.0.1:${port}`

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', url)
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    const body = Buffer.concat(parts).toString('utf8')
    asked.push(`${request.method} ${path.pathname}`)
    const fault = faults.find(
      (one) => one.times > 0 && one.path.test(path.pathname) && concerns(one.of, path.href + body),
    )
    if (fault) fault.times -= 1
    if (fault?.kind === 'never-arrives') return void request.socket.destroy()
    const answer =
      fault?.kind === 'fails'
        ? failure(500, 'api_error', 'Something went wrong.')
        : fault?.kind === 'rate-limited'
          ? failure(429, 'rate_limit_error', 'Too many requests.')
          : answered(request, path, body)
    if (fault?.kind === 'answer-lost') return void request.socket.destroy()
    response.writeHead(answer.status, {
      'content-type': 'application/json',
      'request-id': `req_${asked.length}`,
      ...(answer.replayed ? { 'idempotent-replayed': 'true' } : {}),
    })
    response.end(JSON.stringify(answer.body))
  }

  /** Whether a request is about a checkout: it names it, or an intent that was made for it. */
  const concerns = (checkout: string, asked: string): boolean =>
    asked.includes(checkout) ||
    books.intents().some(({ id, metadata }) => metadata.payment?.startsWith(checkout) && asked.includes(id))

  function answered(request: IncomingMessage, path: URL, body: string): Reply {
    if (request.headers.authorization !== `Bearer ${key}`) {
      return failure(401, 'invalid_request_error', 'Invalid API Key provided.')
    }
    const given = request.headers['idempotency-key']
    if (request.method !== 'POST' || typeof given !== 'string') return attempted(request, path, body)
    const digest = createHash('sha256').update(`${path.pathname}\n${body}`).digest('hex')
    const known = kept.get(given)
    if (known && known.digest !== digest) {
      return failure(400, 'idempotency_error', 'Keys can only be used with the same parameters.')
    }
    if (known?.answer) return { ...known.answer, replayed: true }
    const answer = attempted(request, path, body)
    // What a card or a state refuses is an answer, too; a malformed request never began.
    kept.set(given, { digest, answer: structuredClone(answer) })
    return answer
  }

  function attempted(request: IncomingMessage, path: URL, body: string): Reply {
    try {
      return { status: 200, body: route(books, request.method ?? 'GET', path, parsedForm(body)) }
    } catch (error) {
      if (error instanceof Refused) return { status: error.status, body: { error: error.error } }
      throw error
    }
  }

  return {
    url,
    key,
    /** What points a shop at it. */
    environment: { STRIPE_SECRET_KEY: key, STRIPE_API_BASE: url, STRIPE_WEBHOOK_SECRET: webhookSecret },
    books,
    asked,
    /** An event as Stripe would send it: its body, and the signature of the body at a time (epoch seconds). */
    signed: (event: { id: string; type: string; object: unknown }, at: number, secret = webhookSecret) => {
      const body = JSON.stringify({
        id: event.id,
        object: 'event',
        type: event.type,
        created: at,
        data: { object: event.object },
      })
      const signature = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')
      return { body, signature: `t=${at},v1=${signature}` }
    },
    /** Stripe forgets idempotency keys after a day. */
    forgetKeys: () => kept.clear(),
    /** Nothing goes wrong any more. */
    heal: () => void faults.splice(0),
    fail: (path: RegExp, kind: Fault['kind'], times = 1, of = '') =>
      void faults.push({ path, kind, times, of }),
    stop: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

const failure = (status: number, type: string, message: string): Reply => ({
  status,
  body: { error: { type, message } },
})

function route(books: StripeBooks, method: string, path: URL, fields: Fields): unknown {
  const [, version, resource, id = '', action] = path.pathname.split('/')
  if (version === '3ds') {
    const outcome = path.searchParams.get('outcome') === 'decline' ? 'decline' : 'approve'
    return books.challenge(resource ?? '', outcome)
  }
  const called = `${method} ${resource}${id ? '/id' : ''}${action ? `/${action}` : ''}`
  switch (called) {
    case 'POST payment_intents':
      return books.create(fields)
    case 'GET payment_intents/id':
      return books.intentOf(id)
    case 'POST payment_intents/id/confirm':
      return books.confirm(id, fields)
    case 'POST payment_intents/id/capture':
      return books.capture(id, fields)
    case 'POST payment_intents/id/cancel':
      return books.cancel(id)
    case 'POST refunds':
      return books.refund(fields)
    case 'GET refunds': {
      const data = books.refundsOf(path.searchParams.get('payment_intent') ?? '')
      return { object: 'list', url: '/v1/refunds', has_more: false, data }
    }
    case 'GET payment_methods/id':
      return { id, object: 'payment_method', type: 'card', card: cardFacts(books, id) }
    case 'GET confirmation_tokens/id':
      return {
        id,
        object: 'confirmation_token',
        payment_method_preview: { type: 'card', card: cardFacts(books, id) },
      }
    default:
      throw new Refused(404, {
        type: 'invalid_request_error',
        message: `Unrecognized request URL (${called})`,
      })
  }
}

function cardFacts(books: StripeBooks, id: string) {
  const { brand, last4 } = books.cardOf(id)
  return { brand, last4, fingerprint: `fp-${last4}`, country: 'US' }
}
