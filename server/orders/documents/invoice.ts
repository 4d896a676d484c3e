import { townLine } from '@/lib/address-lines'
import { cardNetwork } from '@/lib/card-network'
import { type Locale, marketById } from '@/lib/markets'
import { formatMoney } from '@/lib/money'
import { lineWords } from '@/server/cart/view'
import type { Order } from '@/server/orders/model'
import type { PostalAddress } from '@/server/platform/schemas'
import { blankPaper } from './blank'
import { facing, letterhead, written } from './letterhead'
import { contentWidth, type Paper } from './paper'
import { type InvoiceWords, invoiceWords } from './words'

const columns = { item: 0.44, quantity: 0.11, unit: 0.17, rate: 0.1, amount: 0.18 }
const quiet = { size: 8.5, colour: '#5b6973' }

/** Draws the invoice of an order as a tagged PDF, in the language in which it was ordered. */
export async function renderInvoice(
  order: Order,
  { number, issuedAt }: { number: string; issuedAt: string },
): Promise<Uint8Array> {
  const words = invoiceWords[order.locale]
  const sheet = blankPaper(order, `${words.title} ${number}`, issuedAt)
  head(sheet, order, words, { number, issuedAt })
  lines(sheet, order, words)
  totals(sheet, order, words)
  sheet.y += 18
  sheet.write('P', words.included, quiet)
  if (order.card)
    sheet.write('P', `${words.paid}: ${cardNetwork(order.card.brand)} •••• ${order.card.last4}`, quiet)
  sheet.write('P', words.thanks, quiet)
  return sheet.finished()
}

function head(
  sheet: Paper,
  order: Order,
  words: InvoiceWords,
  { number, issuedAt }: { number: string; issuedAt: string },
): void {
  letterhead(sheet, order, words.title)
  const facts = [
    [words.invoiceNumber, number],
    [words.date, written(issuedAt, order)],
    [words.orderNumber, order.number],
    [words.supplied, written(order.placedAt, order)],
  ] as const
  facing(sheet, words.billedTo, addressLines(order.billing, order.locale), facts, 8)
  sheet.write('H2', words.deliveredTo, { bold: true })
  sheet.write('P', addressLines(order.shipping, order.locale).replaceAll('\n', ' · '))
  sheet.y += 16
}

/** An address as it is written on a letter; the country in the reader's language. */
export function addressLines(address: PostalAddress, locale: Locale): string {
  const country = new Intl.DisplayNames(locale, { type: 'region' }).of(address.country)
  return [address.name, address.company, address.line1, address.line2, townLine(address), country]
    .filter(Boolean)
    .join('\n')
}

function lines(sheet: Paper, order: Order, words: InvoiceWords): void {
  const { locale } = order
  const money = moneyOf(order)
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 3 })
  const width = (column: keyof typeof columns) => columns[column] * contentWidth
  const bold = { bold: true, size: 9 }
  sheet.table()
  sheet.row(
    [
      { text: words.item, width: width('item'), ...bold },
      { text: words.quantity, width: width('quantity'), ...bold, align: 'end' },
      { text: words.unit, width: width('unit'), ...bold, align: 'end' },
      { text: words.rate, width: width('rate'), ...bold, align: 'end' },
      { text: words.amount, width: width('amount'), ...bold, align: 'end' },
    ],
    true,
  )
  sheet.rule()
  for (const line of order.lines) {
    const { name, options } = lineWords(line, locale)
    const chosen = options.map((option) => option.value).join(', ')
    const quoted = order.quote.lines.find((one) => one.sku === line.sku)
    sheet.row([
      { text: `${name}${chosen ? `, ${chosen}` : ''} (${line.sku})`, width: width('item') },
      { text: new Intl.NumberFormat(locale).format(line.quantity), width: width('quantity'), align: 'end' },
      { text: money(line.unit), width: width('unit'), align: 'end' },
      { text: percent.format((quoted?.taxRate ?? 0) / 1_000_000), width: width('rate'), align: 'end' },
      { text: money(line.unit * line.quantity), width: width('amount'), align: 'end' },
    ])
  }
  sheet.rule()
}

function totals(sheet: Paper, order: Order, words: InvoiceWords): void {
  const money = moneyOf(order)
  const { quote, locale } = order
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 3 })
  const sum = (label: string, amount: string, bold = false) =>
    sheet.row([
      { text: '', width: contentWidth * 0.4 },
      { text: label, width: contentWidth * 0.38, bold },
      { text: amount, width: contentWidth * 0.22, align: 'end', bold },
    ])
  sheet.table()
  sum(words.goods, money(quote.goods))
  if (quote.discount > 0) sum(words.discount, money(-quote.discount))
  sum(words.delivery, money(quote.delivery))
  for (const tax of quote.taxes) {
    const rate = percent.format(tax.rate / 1_000_000)
    sum(`${words.net} (${rate})`, money(tax.base))
    sum(`${words.tax} ${rate}`, money(tax.amount))
  }
  sum(words.total, money(quote.total), true)
}

/** Writes amounts in minor units as the order's buyer reads them. */
export const moneyOf = (order: Order) => {
  const { currency } = marketById(order.market)
  return (amount: number): string => formatMoney({ amount, currency }, order.locale)
}
