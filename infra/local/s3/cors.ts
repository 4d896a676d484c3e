import { s3Error } from './errors'
import type { Store } from './store'
import { inside, list, optional, readDocument, text, texts, whole } from './xml'

const METHODS = new Set(['GET', 'PUT', 'POST', 'DELETE', 'HEAD'])

const configurationSchema = inside({
  CORSRule: list(
    inside({
      ID: optional(text),
      AllowedHeader: texts,
      AllowedMethod: texts,
      AllowedOrigin: texts,
      ExposeHeader: texts,
      MaxAgeSeconds: optional(whole),
    }),
  ),
})

interface Rule {
  headers: string[]
  methods: string[]
  origins: string[]
  expose: string[]
  maxAge: number | undefined
}

/** Reads a `CORSConfiguration` document. @throws MalformedXML, InvalidRequest */
export function readCors(body: string): Rule[] {
  const { CORSRule } = readDocument(body, 'CORSConfiguration', configurationSchema)
  if (CORSRule.length === 0 || CORSRule.length > 100) throw s3Error('MalformedXML')
  return CORSRule.map((rule) => {
    if (rule.AllowedMethod.length === 0 || rule.AllowedOrigin.length === 0) throw s3Error('MalformedXML')
    const method = rule.AllowedMethod.find((one) => !METHODS.has(one))
    if (method !== undefined) {
      throw s3Error('InvalidRequest', {
        message: `Found unsupported HTTP method in CORS config. Unsupported method is ${method}`,
      })
    }
    const wild = [...rule.AllowedOrigin, ...rule.AllowedHeader].find((one) => one.split('*').length > 2)
    if (wild !== undefined) {
      throw s3Error('InvalidRequest', { message: `"${wild}" can not have more than one wildcard.` })
    }
    return {
      headers: rule.AllowedHeader,
      methods: rule.AllowedMethod,
      origins: rule.AllowedOrigin,
      expose: rule.ExposeHeader,
      maxAge: rule.MaxAgeSeconds,
    }
  })
}

/** Whether the text fits a pattern with at most one `*`. */
function fits(pattern: string, value: string): boolean {
  const star = pattern.indexOf('*')
  if (star < 0) return pattern === value
  const [head, tail] = [pattern.slice(0, star), pattern.slice(star + 1)]
  return value.length >= head.length + tail.length && value.startsWith(head) && value.endsWith(tail)
}

interface Asked {
  origin: string
  method: string
  /** Of a preflight. */
  headers: string[]
}

/** Response headers that let a page of this origin do what it asks; `undefined` when no rule of the bucket does. */
export function corsHeaders(store: Store, bucket: string, asked: Asked): Record<string, string> | undefined {
  const rules = store.understood(bucket, 'cors', readCors) ?? []
  const rule = rules.find(
    ({ origins, methods, headers }) =>
      origins.some((origin) => fits(origin, asked.origin)) &&
      methods.includes(asked.method) &&
      asked.headers.every((name) => headers.some((pattern) => fits(pattern.toLowerCase(), name))),
  )
  if (!rule) return undefined
  const anyone = rule.origins.includes('*')
  return {
    'access-control-allow-origin': anyone ? '*' : asked.origin,
    'access-control-allow-methods': rule.methods.join(', '),
    ...(asked.headers.length ? { 'access-control-allow-headers': asked.headers.join(', ') } : {}),
    ...(rule.expose.length ? { 'access-control-expose-headers': rule.expose.join(', ') } : {}),
    ...(rule.maxAge === undefined ? {} : { 'access-control-max-age': String(rule.maxAge) }),
    ...(anyone ? {} : { 'access-control-allow-credentials': 'true' }),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  }
}

/** Answers a preflight. @throws BadRequest, AccessForbidden */
export function preflight(
  store: Store,
  bucket: string,
  headers: ReadonlyMap<string, string>,
): Record<string, string> {
  const origin = headers.get('origin')
  const method = headers.get('access-control-request-method')
  if (!origin || !method) {
    throw s3Error('BadRequest', {
      message: 'Insufficient information. Origin request header needed.',
    })
  }
  const names = (headers.get('access-control-request-headers') ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '')
  const allowed = store.bucket(bucket)
    ? corsHeaders(store, bucket, { origin, method, headers: names })
    : undefined
  if (allowed) return allowed
  const configured = store.configuration(bucket, 'cors') !== undefined
  throw s3Error('AccessForbidden', {
    message: configured
      ? "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec."
      : 'CORSResponse: CORS is not enabled for this bucket.',
    detail: { Method: method, ResourceType: 'OBJECT' },
  })
}
