import { longDate } from '@/lib/i18n/dates'
import type { Order } from '@/server/orders/model'
import { contentWidth, type Paper } from './paper'
import { seller } from './words'

/** Points that the head takes with its longest address, so that all documents begin at the same height. */
const lettersHeight = 66
/** The share of a column that the name of a fact takes. */
const named = 0.44
const half = contentWidth / 2
const quiet = { size: 8.5, colour: '#5b6973' }

/** Name and address of the house, and the title of the document. */
export function letterhead(sheet: Paper, order: Order, title: string): void {
  const top = sheet.y
  sheet.write('P', 'QUAYSIDE', { size: 15, bold: true }, { start: 0, width: half })
  const tax = seller.taxNumbers[order.market]
  sheet.y = top
  sheet.write(
    'P',
    [...seller.lines, ...(tax ? [tax] : [])].join('\n'),
    { ...quiet, align: 'end' },
    { start: half, width: half },
  )
  sheet.y = Math.max(sheet.y, top + lettersHeight)
  sheet.waterline()
  sheet.y += 20
  sheet.write('H1', title, { size: 22, bold: true })
  sheet.y += 10
}

/** Two columns side by side: a heading with text on one side, facts on the other.
 *  @param below space under them, in points */
export function facing(
  sheet: Paper,
  heading: string,
  text: string,
  facts: readonly (readonly [label: string, value: string])[],
  below = 16,
): void {
  const top = sheet.y
  sheet.write('H2', heading, { bold: true }, { start: 0, width: half })
  sheet.write('P', text, {}, { start: 0, width: half - 20 })
  const under = sheet.y
  sheet.y = top
  for (const [label, value] of facts) {
    const line = sheet.y
    sheet.write('P', label, quiet, { start: half, width: half * named - 8 })
    const after = sheet.y
    sheet.y = line
    sheet.write('P', value, { size: 9.5 }, { start: half + half * named, width: half * (1 - named) })
    sheet.y = Math.max(after, sheet.y) + 1
  }
  sheet.y = Math.max(under, sheet.y) + below
}

/** A day as the reader writes it: that which it is in their market, as on the shop's pages. */
export const written = (instant: string, order: Order): string => longDate(instant, order.locale)
