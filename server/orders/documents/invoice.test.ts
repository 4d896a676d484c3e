import { describe, expect, test } from 'vitest'
import { type Locale, locales, marketOf } from '@/lib/markets'
import type { Order } from '@/server/orders/model'
import { quote } from '@/server/pricing/quote'
import { renderInvoice } from './invoice'

function orderIn(locale: Locale, lineCount: number): Order {
  const { id: market, currency } = marketOf(locale)
  const lines = Array.from({ length: lineCount }, (_, index) => ({
    sku: `SKU-${index}`,
    quantity: 2,
    unit: 1250,
    taxClass: 'standard' as const,
  }))
  const address = { name: 'Zoë Čapek', line1: '1 Rope Walk', city: 'دبي', region: 'CA', country: 'US' }
  return {
    id: 'ord_01M7ZZZZZZZZZZZZZZZZZZZZZZ',
    number: 'Q000-0000-0000',
    version: 1,
    customerId: 'gst_1',
    checkoutId: 'chk_01M7ZZZZZZZZZZZZZZZZZZZZZZ',
    locale,
    market,
    currency,
    email: 'a@example.com',
    lines: lines.map((line) => ({
      ...line,
      productId: 'bowl',
      language: 'en',
      names: { en: 'Bowl with a name so long that it has to be broken', ar: 'زبدية (كبيرة)' },
      options: [],
    })),
    quote: quote({ market, lines, delivery: 500, destination: address }),
    shipping: address,
    billing: address,
    delivery: { method: 'standard', amount: 500, earliest: '2026-11-23', latest: '2026-11-25' },
    card: { brand: 'visa', last4: '4242' },
    paymentStatus: 'paid',
    fulfilment: 'received',
    shipments: [],
    timeline: [],
    placedAt: '2026-11-21T12:00:00.000Z',
  }
}
const render = async (locale: Locale, lines: number) =>
  Buffer.from(
    await renderInvoice(orderIn(locale, lines), { number: 'INV-1', issuedAt: '2026-11-21T12:00:00.000Z' }),
  ).toString('latin1')

describe('an invoice', () => {
  test.each(locales)('in %s is a tagged PDF that names its language and embeds its fonts', async (locale) => {
    const pdf = await render(locale, 2)
    expect(pdf.startsWith('%PDF-1.7')).toBe(true)
    expect(pdf).toContain(`/Lang (${locale})`)
    expect(pdf).toContain('/StructTreeRoot')
    for (const tag of ['/S /Document', '/S /H1', '/S /Table', '/S /TH', '/S /TD']) expect(pdf).toContain(tag)
    expect(pdf).toContain('NotoSans-Regular')
    expect(pdf.includes('Vazirmatn')).toBe(true)
    expect(pdf).not.toContain('Helvetica')
  })

  test('of many lines has several pages', async () => {
    const pdf = await render('en-GB', 60)
    expect(pdf.match(/\/Type \/Page\n/g)?.length).toBeGreaterThan(2)
  })
})
