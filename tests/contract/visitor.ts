import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const apiFolder = join(import.meta.dirname, '../../app/api')
const origin = 'http://localhost:3000'

type Handler = (request: Request) => Promise<Response>
type Route = Record<'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', Handler>

/** The resources that Next mounts under `/api` for browsers. */
export const mounted = (): string[] =>
  readdirSync(apiFolder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('/[[...path]]/route.ts'))
    .map((path) => path.split('/')[0] ?? '')
    .sort()

const routes = new Map<string, Promise<Route>>()
const routeOf = (resource: string): Promise<Route> => {
  const known = routes.get(resource) ?? import(join(apiFolder, resource, '[[...path]]', 'route.ts'))
  routes.set(resource, known)
  return known
}

interface Wish {
  method?: keyof Route
  body?: unknown
  /** A plain HTML form in place of a JSON body. */
  form?: Record<string, string>
  headers?: Record<string, string>
}

/** A browser before the shop's BFF: it keeps the cookie, and names its origin as browsers do. */
export class Visitor {
  /** The cookie's value, as the browser holds it now. */
  cookie: string | undefined
  /** The last `Set-Cookie` lines. */
  set: string[] = []

  constructor(cookie?: string) {
    this.cookie = cookie
  }

  /** Asks a path under `/api`, e.g. `/cart`, and takes the cookies of the answer. */
  async ask(path: string, wish: Wish = {}): Promise<Response> {
    const response = await this.askOnly(path, wish)
    this.take(response)
    return response
  }

  /** Asks without looking at the answer's cookies, as if the answer were lost. */
  async askOnly(path: string, { method = 'GET', body, form, headers = {} }: Wish = {}): Promise<Response> {
    const resource = path.split(/[/?]/)[1] ?? ''
    const route = await routeOf(resource)
    return route[method](
      new Request(`${origin}/api${path}`, {
        method,
        headers: {
          ...(this.cookie ? { cookie: `quayside=${this.cookie}` } : {}),
          ...(method === 'GET' ? {} : { origin }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
          ...headers,
        },
        ...(form ? { body: new URLSearchParams(form) } : {}),
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    )
  }

  /** Takes the cookies of an answer in the order in which a browser would. */
  take(response: Response): void {
    this.set = response.headers.getSetCookie()
    for (const line of this.set) {
      const value = /^quayside=([^;]*)/.exec(line)?.[1]
      if (value !== undefined) this.cookie = value || undefined
    }
  }

  /** Asks and reads the JSON of the answer. */
  async read<T = Record<string, unknown>>(path: string, wish: Wish = {}): Promise<T> {
    const response = await this.ask(path, wish)
    return (await response.json()) as T // tests say what they expect
  }

  /** What the browser is to the shop: `anonymous`, `guest` or `customer`. */
  async kind(): Promise<unknown> {
    return (await this.read('/session')).kind
  }
}
