import type { Random } from '@/tests/chaos/random'
import { expressionCall } from './expressions'
import { mutated, oddities, torn } from './mutate'
import { chunkedRequest, objectCodes, objectRequest } from './objects'
import { commonCodes, fuzzTable, type JsonService } from './services'
import { type Credentials, signed, type Unsigned } from './signing'
import { written } from './wire'

export type Endpoint = JsonService['name'] | 'S3'

/** One request and what may come of it. */
export interface Attempt {
  what: string
  endpoint: Endpoint
  bytes: (string | Buffer)[]
  /** Codes that the service may refuse with. */
  codes: readonly string[]
  /** It cannot be right, whatever it says. */
  mustRefuse: boolean
  /** When it is answered with success, something may be different afterwards. */
  writes: boolean
  /** What HTTP itself refuses may be refused without a word of the service. */
  raw: boolean
}

const reads = /^(Get|Describe|List|Query|Scan|BatchGet|TransactGet|Receive)/

export class Requests {
  constructor(
    private readonly random: Random,
    private readonly services: readonly JsonService[],
    private readonly credentials: Credentials,
  ) {}

  next(): Attempt {
    const way = this.random.below(20)
    if (way < 6) return this.json()
    if (way < 10) return this.expression()
    if (way < 14) return this.object()
    if (way < 16) return this.chunked()
    if (way < 19) return this.unsigned()
    return this.garbage()
  }

  private call(service: JsonService, operation: string, body: Buffer): Attempt {
    const request: Unsigned = {
      method: 'POST',
      path: '/',
      headers: {
        host: 'localhost',
        'content-type': `application/x-amz-json-${service.version}`,
        'x-amz-target': `${service.target}.${operation}`,
      },
      body,
    }
    const headers = signed(request, service.signingName, this.credentials)
    return {
      what: `${operation} ${body.toString('utf8')}`,
      endpoint: service.name,
      bytes: written('POST', '/', { ...headers, 'content-length': String(body.length) }, body),
      codes: [...commonCodes, ...service.codes],
      mustRefuse: false,
      writes: !reads.test(operation),
      raw: false,
    }
  }

  private json(): Attempt {
    const service = this.random.pick(this.services)
    const [operation, input] = this.random.pick(Object.entries(service.inputs))
    if (this.random.chance(0.05))
      return this.call(service, this.random.pick(['', 'Nothing', '__proto__']), Buffer.from('{}'))
    let value: unknown = input
    for (let times = 1 + this.random.below(2); times > 0; times--) value = mutated(this.random, value)
    const body = Buffer.from(JSON.stringify(value) ?? '')
    if (this.random.chance(0.1)) return this.call(service, operation, Buffer.from('['.repeat(100_000)))
    return this.call(service, operation, this.random.chance(0.2) ? torn(this.random, body) : body)
  }

  private expression(): Attempt {
    const dynamo = this.services[0]
    if (!dynamo) throw new Error('DynamoDB stands first')
    const { operation, input } = expressionCall(this.random, fuzzTable)
    return this.call(dynamo, operation, Buffer.from(JSON.stringify(input)))
  }

  private rest(request: Unsigned, payload?: string): Attempt {
    const { method, path, headers, body } = request
    const safe = { ...request, headers: lowered(headers) }
    const all = signed(safe, 's3', this.credentials, payload)
    const odd = /[^\x20-\x7e]/.test(path + Object.values(headers).join(''))
    return {
      what: `${method} ${path} ${JSON.stringify(headers)} ${payload ?? ''} ${body.toString('latin1').slice(0, 2_000)}`,
      endpoint: 'S3',
      bytes: written(method, path, { ...all, 'content-length': String(body.length) }, body),
      codes: objectCodes,
      mustRefuse: false,
      writes: !['GET', 'HEAD', 'OPTIONS'].includes(method),
      raw: odd || path.includes('..') || method === 'OPTIONS',
    }
  }

  private object(): Attempt {
    return this.rest(objectRequest(this.random))
  }

  private chunked(): Attempt {
    const { request, payload } = chunkedRequest(this.random)
    return this.rest(request, payload)
  }

  /** Signed wrongly, by a mistake that no reading can forgive. */
  private unsigned(): Attempt {
    const attempt = this.random.chance(0.5) ? this.rest(objectRequest(this.random)) : this.json()
    const [head = '', body = ''] = attempt.bytes.map((part) => part.toString('latin1'))
    const wrong = this.random.pick<(text: string) => string>([
      (text) => text.replace(/Signature=(.)/, (_, digit: string) => `Signature=${digit === '0' ? '1' : '0'}`),
      (text) => text.replace(/Signature=[0-9a-f]+/, 'Signature='),
      (text) => text.replace(/\r\nauthorization: [^\r]*/, ''),
      (text) =>
        text.replace(
          /Credential=[^,]*/,
          `Credential=${(JSON.stringify(this.random.pick(oddities)) ?? '').slice(0, 50)}`,
        ),
      (text) =>
        text.replace('AWS4-HMAC-SHA256 ', this.random.pick(['AWS ', 'Basic ', 'AWS4-HMAC-SHA1 ', ''])),
      (text) =>
        text.replace(
          /SignedHeaders=[^,]*/,
          this.random.pick(['SignedHeaders=', 'SignedHeaders=host', 'x=y']),
        ),
      (text) =>
        text.replace(
          /\r\nx-amz-date: [^\r]*/,
          `\r\nx-amz-date: ${this.random.pick(['20200101T000000Z', 'now', ''])}`,
        ),
      (text) => text.replace(/\r\nhost: localhost/, '\r\nhost: elsewhere'),
    ])
    const changed = wrong(head)
    return {
      ...attempt,
      what: `signed wrongly: ${changed.slice(0, 1_500)}`,
      bytes: [Buffer.from(changed, 'latin1'), Buffer.from(body, 'latin1')],
      // Sign-up and the like need no signature; a browser asks OPTIONS without one.
      mustRefuse:
        changed !== head && attempt.endpoint !== 'COGNITO_IDENTITY_PROVIDER' && !head.startsWith('OPTIONS'),
    }
  }

  /** What is hardly HTTP. */
  private garbage(): Attempt {
    const endpoint = this.random.pick<Endpoint>([
      'S3',
      'DYNAMODB',
      'SQS',
      'EVENTBRIDGE',
      'COGNITO_IDENTITY_PROVIDER',
    ])
    const text = this.random.pick([
      'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: -5\r\nconnection: close\r\n\r\n',
      'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\ncontent-length: 6\r\nconnection: close\r\n\r\nhello',
      'POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\ncontent-length: 5\r\nconnection: close\r\n\r\n0\r\n\r\n',
      'POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\nzz\r\nhello\r\n0\r\n\r\n',
      `GET / HTTP/1.1\r\nhost: a\r\nx: ${'y'.repeat(70_000)}\r\nconnection: close\r\n\r\n`,
      `GET /${'%2e%2e/'.repeat(500)} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`,
      'GET http://elsewhere/ HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n',
      'BREW /pot HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n',
      'GET / HTTP/9.9\r\nhost: a\r\n\r\n',
      'GET / HTTP/1.1\r\nhost a\r\n\r\n',
      'GET / HTTP/1.1\nhost: a\nconnection: close\n\n',
      '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
    ])
    return {
      what: `garbage: ${JSON.stringify(text.slice(0, 200))}`,
      endpoint,
      bytes: [Buffer.from(text, 'latin1')],
      codes: [...commonCodes, ...objectCodes],
      mustRefuse: true,
      writes: false,
      raw: true,
    }
  }
}

const lowered = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
