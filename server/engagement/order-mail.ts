import { longDate } from '@/lib/i18n/dates'
import { marketOf } from '@/lib/markets'
import { formatMoney } from '@/lib/money'
import { paths } from '@/lib/paths'
import { lineWords } from '@/server/cart/view'
import { orderToken } from '@/server/orders/access'
import type { Order, Pieces } from '@/server/orders/model'
import { config } from '@/server/platform/config'
import { Conflict } from '@/server/platform/errors'
import { sendMail } from '@/server/platform/mail'
import type { MessageKind, TemplateFields } from './model'
import { sent, sentKey } from './store'
import { rendered, templateFor } from './templates'

/** Writes to whoever ordered, in the language they ordered in. An event is written about once: what went out is remembered, so that
 *  a repetition sends nothing. @throws Unavailable: to be tried again */
export async function writeAboutOrder(
  kind: MessageKind,
  event: string,
  order: Order,
  more: Partial<TemplateFields> = {},
): Promise<void> {
  if (await sent.get(sentKey(event, kind))) return
  const market = marketOf(order.locale)
  const mail = rendered(templateFor(kind, market.language), { ...fieldsOf(order), ...more }, market)
  await sendMail({ to: order.email, ...mail })
  try {
    await sent.create({ event, kind, version: 0 })
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
  }
}

/** The page of the order: in the account, or opened by its token for a guest. */
function linkTo({ locale, id, customerId }: Order): string {
  const page = paths(locale)
  const path = customerId.startsWith('cus_')
    ? page.order(id)
    : `${page.track}/${id}?token=${encodeURIComponent(orderToken(id))}`
  return config().siteUrl + path
}

/** Pieces of an order by name, one a line, for a letter. */
export const namesOf = (order: Order, pieces: readonly Pieces[]): string =>
  pieces
    .map(({ sku, quantity }) => {
      const line = order.lines.find((one) => one.sku === sku)
      return `${quantity} × ${line ? lineWords(line, order.locale).name : sku}`
    })
    .join('\n')

/** An amount of the order's currency, in minor units, as its buyer reads it. */
export const amountIn = ({ currency, locale }: Order, amount: number): string =>
  formatMoney({ amount, currency }, locale)

function fieldsOf(order: Order): TemplateFields {
  const { locale, currency } = order
  const money = (amount: number) => formatMoney({ amount, currency }, locale)
  const day = (iso: string) => longDate(iso, locale)
  const lines = order.lines.map((line) => {
    const { name, options } = lineWords(line, locale)
    const chosen = options.map((option) => option.value).join(', ')
    return `${line.quantity} × ${name}${chosen ? ` (${chosen})` : ''}: ${money(line.unit * line.quantity)}`
  })
  return {
    number: order.number,
    name: order.shipping.name,
    lines: lines.join('\n'),
    goods: money(order.quote.goods - order.quote.discount),
    delivery: money(order.quote.delivery),
    total: money(order.quote.total),
    arrival: `${day(order.delivery.earliest)} – ${day(order.delivery.latest)}`,
    carrier: '',
    tracking: '',
    pieces: '',
    return: '',
    amount: '',
    link: linkTo(order),
    shop: 'Quayside',
  }
}
