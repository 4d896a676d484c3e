import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { isJsonObject, readBody, ServiceError } from './requests'

/** Cognito waits no longer for a function. */
const longestMilliseconds = 5_000
/** Who answered this lately is about to ask for the next. */
const awayMilliseconds = 1_000

interface Invocation {
  id: string
  event: unknown
  taken: boolean
  end(failure: string | undefined): void
}

interface Queue {
  waiting: Invocation[]
  /** Processes that have nothing to do. */
  idle: ((invocation: Invocation) => void)[]
  seenAt: number
}

/** The functions of the shop. Whoever runs one asks for its next invocation and answers it, by Lambda's runtime API
 *  (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html) below `/functions/<name>`. */
export class Functions {
  private readonly queues = new Map<string, Queue>()
  private readonly running = new Map<string, Invocation>()

  /** Calls a function and waits for it. @returns what it failed with; `undefined` when it did not, or when nobody runs it */
  invoke(name: string, event: unknown): Promise<string | undefined> {
    const queue = this.queue(name)
    const away = Date.now() - queue.seenAt > awayMilliseconds
    if (queue.idle.length === 0 && away) return Promise.resolve(undefined)
    return new Promise((resolve) => {
      const invocation: Invocation = {
        id: randomUUID(),
        event,
        taken: false,
        end: (failure) => {
          clearTimeout(timer)
          this.running.delete(invocation.id)
          queue.waiting = queue.waiting.filter((one) => one !== invocation)
          resolve(failure)
        },
      }
      const timer = setTimeout(
        () => invocation.end(invocation.taken ? 'no answer in time' : undefined),
        longestMilliseconds,
      )
      this.running.set(invocation.id, invocation)
      const process = queue.idle.shift()
      if (process) process(invocation)
      else queue.waiting.push(invocation)
    })
  }

  /** Answers whoever runs functions; web pages may not. @returns whether the request was such a one */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const [, name, path = ''] =
      /^\/functions\/([\w-]+)\/2018-06-01\/runtime\/invocation\/(.+)$/.exec(request.url ?? '') ?? []
    if (name === undefined) return false
    if ((request.headers.origin ?? request.headers['sec-fetch-site']) !== undefined) {
      throw new ServiceError('Forbidden', 'Functions are not run by web pages.', 403)
    }
    const queue = this.queue(name)
    queue.seenAt = Date.now()
    if (request.method === 'GET' && path === 'next') this.next(queue, response)
    else {
      const [id = '', end] = path.split('/')
      const body: unknown = JSON.parse((await readBody(request, 2 ** 20)).toString('utf8'))
      const message = isJsonObject(body) ? String(body.errorMessage) : 'unknown'
      this.running.get(id)?.end(end === 'error' ? message : undefined)
      response.writeHead(202).end()
    }
    return true
  }

  private next(queue: Queue, response: ServerResponse): void {
    const give = (invocation: Invocation) => {
      invocation.taken = true
      response.setHeader('lambda-runtime-aws-request-id', invocation.id)
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(invocation.event))
    }
    const first = queue.waiting.shift()
    if (first) give(first)
    else queue.idle.push(give)
    response.once('close', () => {
      queue.idle = queue.idle.filter((one) => one !== give)
      queue.seenAt = Date.now()
    })
  }

  private queue(name: string): Queue {
    const known = this.queues.get(name)
    if (known) return known
    const queue: Queue = { waiting: [], idle: [], seenAt: 0 }
    this.queues.set(name, queue)
    return queue
  }
}
