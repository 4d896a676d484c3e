import { type APIRequestContext, expect, test } from '@playwright/test'
import { z } from 'zod'

/** What search engines require of each kind of fact, after schema.org and Google's documentation of structured data. */
const Address = z.url({ protocol: /^https?$/ })
const Money = z.string().regex(/^\d+\.\d{2}$/)
const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const Stars = z.object({ ratingValue: z.number().min(1).max(5), bestRating: z.literal(5) })

const Offer = z.object({
  '@type': z.literal('Offer'),
  price: Money,
  priceCurrency: z.string().regex(/^[A-Z]{3}$/),
  availability: z.enum(['https://schema.org/InStock', 'https://schema.org/OutOfStock']),
  url: Address,
})
const Review = z.object({
  '@type': z.literal('Review'),
  author: z.object({ '@type': z.literal('Person'), name: z.string().min(1) }),
  reviewRating: Stars,
  datePublished: Day,
})
const Product = z.object({
  '@type': z.literal('Product'),
  name: z.string().min(1),
  description: z.string().min(1),
  image: z.array(Address).min(1),
  sku: z.string().min(1),
  brand: z.object({ '@type': z.literal('Brand'), name: z.string().min(1) }),
  offers: z.array(Offer).min(1),
  aggregateRating: Stars.extend({ '@type': z.literal('AggregateRating'), reviewCount: z.int().positive() }),
  review: z.array(Review).min(1),
})
const Crumb = z.object({
  '@type': z.literal('ListItem'),
  position: z.int().positive(),
  name: z.string().min(1),
  item: Address.optional(),
})
const BreadcrumbList = z.object({ itemListElement: z.array(Crumb).min(2) })
const Organization = z.object({ '@id': Address, name: z.string().min(1), url: Address, logo: Address })
const Hours = z.object({
  dayOfWeek: z.array(z.string().startsWith('https://schema.org/')).min(1),
  opens: z.string().regex(/^\d{2}:\d{2}$/),
  closes: z.string().regex(/^\d{2}:\d{2}$/),
})
const Store = z.object({
  name: z.string().min(1),
  url: Address,
  parentOrganization: z.object({ '@id': Address }),
  address: z.object({
    '@type': z.literal('PostalAddress'),
    streetAddress: z.string().min(1),
    addressLocality: z.string().min(1),
    addressCountry: z.string().length(2),
  }),
  geo: z.object({ latitude: z.number(), longitude: z.number() }),
  openingHoursSpecification: z.array(Hours).min(1),
})
const FAQPage = z.object({
  mainEntity: z
    .array(
      z.object({
        '@type': z.literal('Question'),
        name: z.string().min(1),
        acceptedAnswer: z.object({ '@type': z.literal('Answer'), text: z.string().min(1) }),
      }),
    )
    .min(1),
})
const WebSite = z.object({
  name: z.string().min(1),
  url: Address,
  potentialAction: z.object({ target: Address }),
})

const Fact = z.looseObject({ '@context': z.literal('https://schema.org'), '@type': z.string() })

async function factsOf(request: APIRequestContext, path: string) {
  const html = await (await request.get(path)).text()
  const scripts = html.matchAll(/<script type="application\/ld\+json"[^>]*>(.*?)<\/script>/gs)
  return [...scripts].map(([, json]) => Fact.parse(JSON.parse(json ?? '')))
}

const expected: readonly (readonly [path: string, kinds: Readonly<Record<string, z.ZodType>>])[] = [
  ['', { WebSite, Organization }],
  ['/c/vases', { BreadcrumbList }],
  ['/p/harbour-vase', { Product, BreadcrumbList }],
  ['/p/harbour-vase/reviews', { BreadcrumbList }],
  ['/stores', { Organization, Store }],
  ['/stories/care-of-oiled-oak', { FAQPage }],
]

for (const [path, kinds] of expected) {
  for (const locale of ['en-GB', 'ar-AE']) {
    test(`/${locale}${path} tells search engines ${Object.keys(kinds).join(' and ')}`, async ({
      request,
    }) => {
      const facts = await factsOf(request, `/${locale}${path}`)
      for (const [kind, Required] of Object.entries(kinds)) {
        const told = facts.filter((fact) => fact['@type'] === kind)
        expect(told.length, kind).toBeGreaterThan(0)
        for (const fact of told) {
          const { error } = Required.safeParse(fact)
          expect(error && z.prettifyError(error), kind).toBeUndefined()
        }
      }
    })
  }
}

test('crumbs are counted from one, and all but the page itself can be gone to', async ({ request }) => {
  const facts = await factsOf(request, '/en-GB/p/harbour-vase')
  const told = facts.find((fact) => fact['@type'] === 'BreadcrumbList')
  const crumbs = BreadcrumbList.parse(told).itemListElement
  expect(crumbs.map(({ position }) => position)).toEqual(crumbs.map((_, index) => index + 1))
  for (const { item } of crumbs.slice(0, -1)) expect((await request.get(item ?? '')).status(), item).toBe(200)
})

test('what is told of a product is what it costs, in the market’s currency, and a photograph that is there', async ({
  request,
}) => {
  for (const [locale, currency] of [
    ['en-GB', 'GBP'],
    ['de-DE', 'EUR'],
    ['en-US', 'USD'],
    ['ar-AE', 'AED'],
  ]) {
    const facts = await factsOf(request, `/${locale}/p/harbour-vase`)
    const { offers, image } = Product.parse(facts.find((fact) => fact['@type'] === 'Product'))
    expect(new Set(offers.map(({ priceCurrency }) => priceCurrency))).toEqual(new Set([currency]))
    expect((await request.get(image[0] ?? '')).headers()['content-type']).toBe('image/webp')
  }
})

/** The addresses by which a page names itself and its sisters. */
async function addressesOf(request: APIRequestContext, url: string) {
  const html = await (await request.get(url)).text()
  const links = [...html.matchAll(/<link rel="(canonical|alternate)"([^>]*)>/g)].map(
    ([, rel, rest = '']) => ({
      rel,
      language: /hreflang="([^"]+)"/i.exec(rest)?.[1],
      href: /href="([^"]+)"/.exec(rest)?.[1] ?? '',
    }),
  )
  return {
    canonical: links.find(({ rel }) => rel === 'canonical')?.href,
    kept: !/<meta name="robots" content="noindex/.test(html),
    languages: Object.fromEntries(
      links.flatMap(({ language, href }) => (language ? [[language, href]] : [])),
    ),
  }
}

for (const path of [
  '',
  '/c/vases',
  '/p/harbour-vase',
  '/p/harbour-vase/reviews',
  '/stores',
  '/stories/care-of-oiled-oak',
  '/search',
]) {
  test(`/en-GB${path} and its sisters in other markets name themselves and one another`, async ({
    request,
  }) => {
    const first = await addressesOf(request, `/en-GB${path}`)
    expect(Object.keys(first.languages).toSorted()).toEqual(['ar-AE', 'de-DE', 'en-GB', 'en-US', 'x-default'])
    expect(first.languages['x-default']).toBe(first.languages['en-GB'])
    for (const [language, href] of Object.entries(first.languages)) {
      const sister = await addressesOf(request, href)
      expect(sister.canonical, language).toBe(href)
      expect(sister.languages, language).toEqual(first.languages)
    }
  })
}

test('a variant names the product’s page as the one that stands for it', async ({ request }) => {
  const product = await addressesOf(request, '/en-GB/p/harbour-vase/QS-VAS-001-RST')
  expect(product.canonical).toMatch(/\/en-GB\/p\/harbour-vase$/)
})

for (const [search, category] of [
  ['/en-GB/search?q=Vase', '/en-GB/c/vases'],
  ['/en-GB/search?q=lights', '/en-GB/c/lighting'],
  ['/de-DE/search?q=vasen', '/de-DE/c/vases'],
  ['/de-DE/search?q=Lampen', '/de-DE/c/lamps'],
  ['/ar-AE/search?q=المزهريات', '/ar-AE/c/vases'],
] as const) {
  test(`${search} is the category that it names`, async ({ request }) => {
    const { kept, canonical } = await addressesOf(request, search)
    expect({ kept, path: new URL(canonical ?? '').pathname }).toEqual({ kept: true, path: category })
  })
}

test('all other searches are endless, and are kept by no search engine', async ({ request }) => {
  for (const path of ['/search?q=blue+vase', '/search?q=xyzzyqq', '/search/sort:name?q=vases']) {
    expect(await addressesOf(request, `/en-GB${path}`), path).toMatchObject({
      kept: false,
      canonical: undefined,
    })
  }
})

test('what a search engine is to read it may ask for', async ({ request }) => {
  const rules = await (await request.get('/robots.txt')).text()
  expect(rules).toContain('Disallow: /*/search/\n')
  expect(rules).not.toContain('Disallow: /*/search\n')
})
