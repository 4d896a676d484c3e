import type { Printable } from '@/server/assets/print'
import { lineWords } from '@/server/cart/view'
import type { Order, Shipment } from '@/server/orders/model'
import { afterSalesWords } from './after-sales-words'
import { blankPaper } from './blank'
import { addressLines } from './invoice'
import { facing, letterhead, written } from './letterhead'
import { contentWidth } from './paper'
import { invoiceWords } from './words'

/** Draws what lies in one parcel as a tagged PDF, without prices: it may be a present.
 *  @param picture for the gift's card */
export async function renderPackingSlip(
  order: Order,
  shipment: Shipment,
  picture?: Printable,
): Promise<Uint8Array> {
  const [words, common] = [afterSalesWords[order.locale], invoiceWords[order.locale]]
  const title = `${words.packingSlip} ${shipment.tracking}`
  const sheet = blankPaper(order, title, shipment.shippedAt)
  letterhead(sheet, order, words.packingSlip)
  facing(sheet, common.deliveredTo, addressLines(order.shipping, order.locale), [
    [common.orderNumber, order.number],
    [words.date, written(shipment.shippedAt, order)],
    [words.carrier, shipment.carrier],
    [words.tracking, shipment.tracking],
  ])
  const count = new Intl.NumberFormat(order.locale)
  const [item, ordered, inside] = [contentWidth * 0.6, contentWidth * 0.18, contentWidth * 0.22]
  const bold = { bold: true, size: 9 }
  sheet.table()
  sheet.row(
    [
      { text: common.item, width: item, ...bold },
      { text: words.ordered, width: ordered, ...bold, align: 'end' },
      { text: words.inside, width: inside, ...bold, align: 'end' },
    ],
    true,
  )
  sheet.rule()
  for (const { sku, quantity } of shipment.lines) {
    const line = order.lines.find((one) => one.sku === sku)
    const { name, options } = line ? lineWords(line, order.locale) : { name: sku, options: [] }
    const chosen = options.map((option) => option.value).join(', ')
    sheet.row([
      { text: `${name}${chosen ? `, ${chosen}` : ''} (${sku})`, width: item },
      { text: count.format(line?.quantity ?? quantity), width: ordered, align: 'end' },
      { text: count.format(quantity), width: inside, align: 'end' },
    ])
  }
  sheet.rule()
  if (order.giftMessage || picture) {
    sheet.y += 8
    sheet.write('H2', words.gift, { bold: true })
    if (order.giftMessage) sheet.write('P', order.giftMessage)
    if (picture) sheet.picture(picture, words.giftPicture, { width: 200, height: 200 })
  }
  sheet.y += 24
  sheet.barCode(shipment.tracking.toUpperCase().replace(/[^0-9A-Z-]/g, ''), 42)
  return sheet.finished()
}
