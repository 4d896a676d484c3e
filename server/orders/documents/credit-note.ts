import { lineWords } from '@/server/cart/view'
import type { Order } from '@/server/orders/model'
import type { OrderRefund } from '@/server/orders/return-model'
import { shares } from '@/server/pricing/quote'
import { partOf, taxRates } from '@/server/pricing/tax'
import { afterSalesWords } from './after-sales-words'
import { blankPaper } from './blank'
import { addressLines, moneyOf } from './invoice'
import { facing, letterhead, written } from './letterhead'
import { contentWidth, type Paper } from './paper'
import { invoiceWords } from './words'

/** Part of a refund at one rate of tax: gross, in minor units; the rate in millionths. */
interface Part {
  text: string
  quantity?: number
  amount: number
  rate: number
}

/** Draws the credit note of a refund as a tagged PDF, in the language in which it was ordered. */
export async function renderCreditNote(
  order: Order,
  refund: OrderRefund,
  { number, issuedAt }: { number: string; issuedAt: string },
): Promise<Uint8Array> {
  const [words, common] = [afterSalesWords[order.locale], invoiceWords[order.locale]]
  const title = `${words.creditNote} ${number}`
  const sheet = blankPaper(order, title, issuedAt)
  letterhead(sheet, order, words.creditNote)
  facing(sheet, common.billedTo, addressLines(order.billing, order.locale), [
    [words.creditNoteNumber, number],
    [words.date, written(issuedAt, order)],
    [words.invoice, order.invoice?.number ?? order.number],
    [common.orderNumber, order.number],
    [words.reason, words.reasons[refund.reason]],
  ])
  const parts = partsOf(order, refund)
  table(sheet, order, parts)
  totals(sheet, order, refund, parts)
  sheet.y += 18
  sheet.write('P', words.givenBack, { size: 8.5, colour: '#5b6973' })
  return sheet.finished()
}

function partsOf(order: Order, refund: OrderRefund): Part[] {
  const words = afterSalesWords[order.locale]
  const goods = refund.lines.map(({ sku, quantity, amount }) => {
    const line = order.lines.find((one) => one.sku === sku)
    const rate = order.quote.lines.find((one) => one.sku === sku)?.taxRate ?? 0
    return { text: `${line ? lineWords(line, order.locale).name : sku} (${sku})`, quantity, amount, rate }
  })
  const delivery = taxRates(order.market, order.shipping).delivery
  const rest = refund.amount - goods.reduce((sum, part) => sum + part.amount, 0) - refund.delivery
  return [
    ...goods,
    ...(refund.delivery > 0 ? [{ text: words.delivery, amount: refund.delivery, rate: delivery }] : []),
    ...spread(order, rest).map((part) => ({ ...part, text: words.reasons[refund.reason] })),
  ]
}

/** An amount that no piece stands for, at the rates of the whole order. */
function spread(order: Order, amount: number): { amount: number; rate: number }[] {
  if (amount <= 0) return []
  const { taxes } = order.quote
  if (taxes.length === 0) return [{ amount, rate: 0 }]
  const weights = taxes.map((tax) => tax.base + tax.amount)
  return shares(amount, weights).map((share, index) => ({ amount: share, rate: taxes[index]?.rate ?? 0 }))
}

const taxIn = ({ amount, rate }: Part): number => amount - partOf(amount, 1_000_000, 1_000_000 + rate)

function table(sheet: Paper, order: Order, parts: readonly Part[]): void {
  const common = invoiceWords[order.locale]
  const money = moneyOf(order)
  const percent = new Intl.NumberFormat(order.locale, { style: 'percent', maximumFractionDigits: 3 })
  const count = new Intl.NumberFormat(order.locale)
  const [item, quantity, rate, amount] = [0.55, 0.13, 0.12, 0.2].map((share) => share * contentWidth)
  const end = { align: 'end' as const }
  const bold = { bold: true, size: 9 }
  sheet.table()
  sheet.row(
    [
      { text: common.item, width: item ?? 0, ...bold },
      { text: common.quantity, width: quantity ?? 0, ...bold, ...end },
      { text: common.rate, width: rate ?? 0, ...bold, ...end },
      { text: common.amount, width: amount ?? 0, ...bold, ...end },
    ],
    true,
  )
  sheet.rule()
  for (const part of parts) {
    sheet.row([
      { text: part.text, width: item ?? 0 },
      { text: part.quantity === undefined ? '' : count.format(part.quantity), width: quantity ?? 0, ...end },
      { text: percent.format(part.rate / 1_000_000), width: rate ?? 0, ...end },
      { text: money(-part.amount), width: amount ?? 0, ...end },
    ])
  }
  sheet.rule()
}

function totals(sheet: Paper, order: Order, refund: OrderRefund, parts: readonly Part[]): void {
  const common = invoiceWords[order.locale]
  const money = moneyOf(order)
  const percent = new Intl.NumberFormat(order.locale, { style: 'percent', maximumFractionDigits: 3 })
  const sum = (text: string, amount: number, bold = false) =>
    sheet.row([
      { text: '', width: contentWidth * 0.4 },
      { text, width: contentWidth * 0.38, bold },
      { text: money(-amount), width: contentWidth * 0.22, align: 'end', bold },
    ])
  sheet.table()
  for (const rate of new Set(parts.map((part) => part.rate))) {
    const same = parts.filter((part) => part.rate === rate)
    const tax = same.reduce((total, part) => total + taxIn(part), 0)
    const gross = same.reduce((total, part) => total + part.amount, 0)
    sum(`${common.net} (${percent.format(rate / 1_000_000)})`, gross - tax)
    sum(`${common.tax} ${percent.format(rate / 1_000_000)}`, tax)
  }
  sum(common.total, refund.amount, true)
}
