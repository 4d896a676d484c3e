import { type Locale, marketById, type MarketId } from '@/lib/markets'
import type { Money } from '@/lib/money'
import { worded } from '@/lib/words'
import { type CartFacts, pricedLines, promotionFor, worth } from './facts'
import type { Cart, CartLine, CartNotice, CartView, LineProduct, TotalsView } from './model'
import { deliveryAmount, untilFreeDelivery } from '@/server/delivery/rates'
import { type Quote, quote } from '@/server/pricing/quote'

/** The product's words in the language of a page. */
export function lineWords(line: LineProduct, locale: Locale) {
  const name = worded(line.names, locale, line.language)
  const label = (words: Readonly<Record<string, string>>) => worded(words, locale, line.language).text
  return {
    productId: line.productId,
    name: name.text,
    language: name.language,
    options: line.options.map((option) => ({ label: label(option.label), value: label(option.value) })),
    image: line.image && { ...line.image, alt: label(line.image.alt) },
  }
}

/** A quote as shoppers read it. */
export function totalsView(quoted: Quote, market: MarketId): TotalsView {
  const { currency } = marketById(market)
  const money = (amount: number): Money => ({ amount, currency })
  const missing = quoted.goods > 0 ? untilFreeDelivery(market, quoted.goods - quoted.discount) : undefined
  return {
    goods: money(quoted.goods),
    discount: money(quoted.discount),
    delivery: money(quoted.delivery),
    tax: money(quoted.tax),
    taxIncluded: quoted.taxIncluded,
    taxKnown: quoted.taxKnown,
    total: money(quoted.total),
    ...(missing ? { untilFreeDelivery: money(missing) } : {}),
  }
}

/** The cart as a page shows it, with everything that the shopper should know. */
export function cartView(cart: Cart, facts: CartFacts, locale: Locale): CartView {
  const { currency } = marketById(cart.market)
  const money = (amount: number): Money => ({ amount, currency })
  const priced = pricedLines(cart, facts.prices)
  const goods = worth(priced)
  const { applied, refusal } = promotionFor(cart, facts.promotion, goods)
  const discounted = quote({ market: cart.market, lines: priced, promotion: applied, delivery: 0 })
  const delivery =
    goods === 0 ? 0 : deliveryAmount(cart.market, 'standard', discounted.goods - discounted.discount)
  const quoted = quote({ market: cart.market, lines: priced, promotion: applied, delivery })
  const notices = cart.lines.flatMap((line) => lineNotices(line, facts, money))
  if (refusal && cart.promotion !== undefined) {
    const minimum = facts.promotion?.minimum[cart.market]
    notices.push({
      code: 'promotion-refused',
      promotion: cart.promotion,
      reason: refusal,
      ...(refusal === 'minimum' && minimum ? { minimum: money(minimum) } : {}),
    })
  }
  const blocking = notices.some((notice) => ['sold-out', 'too-few', 'not-sold-here'].includes(notice.code))
  const lineView = (line: CartLine) => lineAsSeen(line, facts, locale, money)
  return {
    id: cart.id,
    version: cart.version,
    market: cart.market,
    locale,
    count: cart.lines.reduce((sum, line) => sum + line.quantity, 0),
    lines: cart.lines.map(lineView),
    saved: cart.saved.map(lineView),
    removed: cart.removed && { sku: cart.removed.sku, name: lineWords(cart.removed, locale).name },
    promotion:
      cart.promotion === undefined
        ? undefined
        : {
            code: cart.promotion,
            label: worded(facts.promotion?.labels ?? {}, locale, 'en').text || cart.promotion,
            applied: applied !== undefined,
          },
    note: cart.note,
    giftMessage: cart.giftMessage,
    giftPicture: cart.giftPicture,
    totals: totalsView(quoted, cart.market),
    notices,
    ready: cart.lines.length > 0 && !blocking,
  }
}

function lineAsSeen(
  line: CartLine,
  { prices, stock }: CartFacts,
  locale: Locale,
  money: (amount: number) => Money,
) {
  const price = prices.get(line.sku)
  const there = stock.get(line.sku)
  return {
    sku: line.sku,
    ...lineWords(line, locale),
    quantity: line.quantity,
    unitPrice: price && money(price.amount),
    was: price?.was === undefined ? undefined : money(price.was),
    lineTotal: price && money(price.amount * line.quantity),
    stock: there?.state ?? 'out',
    ...(there?.state === 'low' ? { available: there.available } : {}),
  }
}

function lineNotices(
  line: CartLine,
  { prices, stock }: CartFacts,
  money: (amount: number) => Money,
): CartNotice[] {
  const { sku } = line
  const price = prices.get(sku)
  if (!price) return [{ code: 'not-sold-here', sku }]
  const notices: CartNotice[] = []
  const available = stock.get(sku)?.available ?? 0
  if (available === 0) notices.push({ code: 'sold-out', sku })
  else if (available < line.quantity) notices.push({ code: 'too-few', sku, available })
  if (price.amount !== line.seenPrice) {
    notices.push({ code: 'price-changed', sku, from: money(line.seenPrice), to: money(price.amount) })
  }
  return notices
}
