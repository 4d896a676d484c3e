import { type Locale, marketOf } from '@/lib/markets'
import type { Order, Shipment } from '@/server/orders/model'
import type { OrderRefund, Return } from '@/server/orders/return-model'
import type { PostalAddress } from '@/server/platform/schemas'
import { quote } from '@/server/pricing/quote'

const addresses: Readonly<Record<Locale, PostalAddress>> = {
  'en-GB': {
    name: 'Zoë Čapek-Łuczak',
    line1: '1 Rope Walk',
    city: 'London',
    postcode: 'SE1 9XX',
    country: 'GB',
  },
  'en-US': {
    name: 'Sam Rivera',
    line1: '1200 Pike Street',
    city: 'Seattle',
    region: 'WA',
    postcode: '98101',
    country: 'US',
  },
  'de-DE': { name: 'Jürgen Groß', line1: 'Am Kai 7', city: 'München', postcode: '80331', country: 'DE' },
  'ar-AE': { name: 'نور الهاشمي', line1: 'شارع الكورنيش 12 (الطابق 3)', city: 'دبي', country: 'AE' },
}
const at = '2026-11-21T12:00:00.000Z'

/** An order of two kinds of things with a parcel, a return and a refund: what documents are drawn from. */
export function paperOrder(locale: Locale): {
  order: Order
  shipment: Shipment
  back: Return
  refund: OrderRefund
} {
  const { id: market, currency } = marketOf(locale)
  const address = addresses[locale]
  const lines = [
    { sku: 'QS-BWL-004-INK', quantity: 3, unit: 2450, taxClass: 'standard' as const },
    { sku: 'QS-VAS-001-SGE', quantity: 1, unit: 12_900, taxClass: 'standard' as const },
  ]
  const names = [
    { en: 'Lagoon pasta plate', de: 'Pastateller „Lagune“', ar: 'طبق معكرونة لاغون (كبير)' },
    {
      en: 'Harbour vase with a name that goes on for long enough to need a second line',
      de: 'Hafenvase, deren Name so lang ist, dass er eine zweite Zeile braucht',
      ar: 'مزهرية الميناء ذات الاسم الطويل الذي يحتاج إلى سطر ثانٍ في هذا الجدول الضيّق',
    },
  ]
  const order: Order = {
    id: 'ord_01M7ZZZZZZZZZZZZZZZZZZZZZZ',
    number: 'Q5KX-7M3Q-92RX',
    version: 1,
    customerId: 'gst_1',
    checkoutId: 'chk_01M7ZZZZZZZZZZZZZZZZZZZZZZ',
    locale,
    market,
    currency,
    email: 'a@example.com',
    lines: lines.map((line, index) => ({
      ...line,
      productId: `product-${index}`,
      language: 'en',
      names: names[index] ?? {},
      options: [],
    })),
    quote: quote({ market, lines, delivery: 500, destination: address }),
    shipping: address,
    billing: address,
    delivery: { method: 'standard', amount: 500, earliest: '2026-11-23', latest: '2026-11-25' },
    card: { brand: 'visa', last4: '4242' },
    paymentStatus: 'paid',
    fulfilment: 'delivered',
    shipments: [],
    timeline: [],
    giftMessage:
      locale === 'ar-AE' ? 'كل عام وأنتِ بخير!\nمع حبّي، سام' : 'Happy birthday!\nAlles Liebe, Łukasz',
    invoice: { key: 'k', number: 'INV-2026-000123', issuedAt: at },
    placedAt: at,
  }
  const pieces = [{ sku: 'QS-BWL-004-INK', quantity: 2 }]
  return {
    order,
    shipment: {
      id: 'Q5KX-7M3Q-92RX-1',
      carrier: 'Quayside Parcel',
      tracking: 'QP5KX7M3Q92RX-1',
      lines: [...pieces, { sku: 'QS-VAS-001-SGE', quantity: 1 }],
      shippedAt: at,
    },
    back: {
      rma: 'R1',
      state: 'requested',
      lines: pieces.map((line) => ({ ...line, reason: 'damaged' as const })),
      requestedAt: at,
    },
    refund: {
      key: 'R1',
      amount: 4400,
      delivery: 0,
      lines: pieces.map((line) => ({ ...line, amount: 4400 })),
      keptBack: 500,
      reason: 'returned',
      at,
      settled: true,
    },
  }
}
