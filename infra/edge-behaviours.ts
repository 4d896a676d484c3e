/**
 * How the edge treats each part of the site: what CloudFront is deployed with, and what the local edge does.
 * The first behaviour whose pattern matches applies; the last one matches everything.
 */
export interface EdgeBehaviour {
  /** A CloudFront path pattern: `*` stands for any run of characters (slashes too), `?` for exactly one. */
  pathPattern: string
  /** `s3-static` holds the build's own files on AWS; the local edge asks the web tier, which has the same files. */
  origin: 'web' | 's3-assets' | 's3-static'
  /** `none`: request cookies never reach the origin, and its `Set-Cookie` never reaches the shopper. */
  cookies: 'none' | 'all'
  /** Which query parameters reach the origin and the cache key; others are dropped. A list names those that are kept. */
  queryKeys: 'none' | 'all' | readonly string[] | { except: readonly string[] }
  /** Request headers that reach the origin and the cache key. */
  headerKeys: readonly string[]
  /** Request headers that reach the origin without being in the key; `all` only where nothing is cached. */
  forwardHeaders: 'all' | readonly string[]
  /** Seconds. Where `maxTtl` is 0 nothing is cached and requests pass as they came. */
  minTtl: number
  /** Seconds that a 200 without any freshness of its own is kept. */
  defaultTtl: number
  maxTtl: number
  /** Seconds that "not found" is kept at most. Failures (5xx) are never kept: CloudFront's minimum for them is set to 0. */
  notFoundTtl: number
  /** Seconds past its freshness that a response may stand in for an origin that fails. */
  staleIfError: number
  methods: readonly ('GET' | 'HEAD' | 'OPTIONS' | 'POST' | 'PUT' | 'PATCH' | 'DELETE')[]
  compress: boolean
}

const minute = 60
const hour = 60 * minute
const day = 24 * hour
const year = 365 * day

/** Campaign parameters that change nothing in a page, so they must not split the cache (at most ten, CloudFront's limit). */
const campaignParameters = [
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_term',
  'utm_content',
  'utm_id',
  'gclid',
  'fbclid',
  'msclkid',
  'mc_eid',
]

const publicPages: EdgeBehaviour = {
  pathPattern: '*',
  origin: 'web',
  cookies: 'none',
  queryKeys: { except: campaignParameters },
  // `_rsc` (a query parameter) is Next's hash of these and of the router state, and Next checks that it fits; so the
  // router state itself can stay out of the key.
  headerKeys: ['rsc', 'next-router-prefetch', 'next-router-segment-prefetch', 'next-url'],
  forwardHeaders: ['next-router-state-tree'],
  minTtl: 0,
  defaultTtl: 0,
  // Also the most that `stale-while-revalidate` may add, which Next would set to a year.
  maxTtl: day,
  notFoundTtl: 10,
  staleIfError: day,
  methods: ['GET', 'HEAD', 'OPTIONS'],
  compress: true,
}

/** Rendered for one shopper and never shared. */
const personal = (pathPattern: string): EdgeBehaviour => ({
  ...publicPages,
  pathPattern,
  cookies: 'all',
  queryKeys: 'all',
  headerKeys: [],
  forwardHeaders: 'all',
  maxTtl: 0,
  notFoundTtl: 0,
  staleIfError: 0,
  methods: ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'],
})

/** A read of the API that is the same for everyone and says so by its own `Cache-Control`. */
const publicRead = (pathPattern: string): EdgeBehaviour => ({
  ...publicPages,
  pathPattern,
  queryKeys: 'all',
  headerKeys: [],
  forwardHeaders: [],
  maxTtl: hour,
  staleIfError: hour,
})

const objects = (pathPattern: string): EdgeBehaviour => ({
  ...publicPages,
  pathPattern,
  origin: 's3-assets',
  queryKeys: 'none',
  headerKeys: [],
  forwardHeaders: [],
  defaultTtl: day,
  maxTtl: year,
  methods: ['GET', 'HEAD'],
})

export const edgeBehaviours: readonly EdgeBehaviour[] = [
  {
    ...objects('/_next/static/*'),
    origin: 's3-static',
    staleIfError: 7 * day,
  },
  // Only the public prefixes of the bucket: what customers upload stands beside them.
  objects('/assets/products/*'),
  objects('/assets/editorial/*'),
  // Its address carries a hash of the picture, but Next would have it asked for with every page view.
  {
    ...publicPages,
    pathPattern: '/icon.svg',
    queryKeys: 'all',
    headerKeys: [],
    forwardHeaders: [],
    minTtl: day,
  },
  publicRead('/api/openapi.json'),
  publicRead('/api/search*'),
  publicRead('/api/catalogue/*'),
  publicRead('/api/stores*'),
  personal('/api/*'),
  personal('/ops*'),
  personal('/??-??/cart'),
  personal('/??-??/cart/*'),
  personal('/??-??/checkout*'),
  personal('/??-??/account*'),
  personal('/??-??/orders*'),
  personal('/??-??/wishlist*'),
  personal('/??-??/sign-*'),
  // The bare address only chooses a language and redirects.
  { ...publicPages, pathPattern: '/', headerKeys: [...publicPages.headerKeys, 'accept-language'] },
  publicPages,
]
