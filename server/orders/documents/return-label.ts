import { lineWords } from '@/server/cart/view'
import type { Order } from '@/server/orders/model'
import type { Return } from '@/server/orders/return-model'
import { afterSalesWords, returnsAddress } from './after-sales-words'
import { blankPaper } from './blank'
import { addressLines } from './invoice'
import { facing, letterhead, written } from './letterhead'
import { contentWidth } from './paper'
import { invoiceWords } from './words'

/** Draws the label of a return as a tagged PDF, with what belongs into the parcel. */
export async function renderReturnLabel(order: Order, back: Return, number: string): Promise<Uint8Array> {
  const [words, common] = [afterSalesWords[order.locale], invoiceWords[order.locale]]
  const title = `${words.returnLabel} ${number}`
  const sheet = blankPaper(order, title, back.requestedAt)
  letterhead(sheet, order, words.returnLabel)
  facing(sheet, words.to, returnsAddress.join('\n'), [
    [words.returnNumber, number],
    [words.date, written(back.requestedAt, order)],
    [common.orderNumber, order.number],
  ])
  sheet.write('H2', words.from, { bold: true })
  sheet.write('P', addressLines(order.shipping, order.locale).replaceAll('\n', ' · '))
  sheet.y += 16
  sheet.barCode(number, 64)
  sheet.y += 20
  const count = new Intl.NumberFormat(order.locale)
  const [item, quantity] = [contentWidth * 0.8, contentWidth * 0.2]
  const bold = { bold: true, size: 9 }
  sheet.table()
  sheet.row(
    [
      { text: common.item, width: item, ...bold },
      { text: common.quantity, width: quantity, ...bold, align: 'end' },
    ],
    true,
  )
  sheet.rule()
  for (const { sku, quantity: pieces } of back.lines) {
    const line = order.lines.find((one) => one.sku === sku)
    sheet.row([
      { text: `${line ? lineWords(line, order.locale).name : sku} (${sku})`, width: item },
      { text: count.format(pieces), width: quantity, align: 'end' },
    ])
  }
  sheet.rule()
  sheet.y += 8
  for (const step of words.steps) sheet.write('P', step)
  return sheet.finished()
}
