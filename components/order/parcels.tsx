import type { OrderLinks } from '@/components/order/links'
import { Icon } from '@/components/ui/icon'
import { dateAndTime } from '@/lib/i18n/dates'
import { translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import type { OrderView } from '@/server/orders/model'

interface Props {
  order: OrderView
  locale: Locale
  links: OrderLinks
}

/** The parcels of an order: what is in each, where it is, and what belongs to it. */
export function Parcels({ order, locale, links }: Props) {
  const t = translator(locale)
  if (order.shipments.length === 0) return null
  const nameOf = (sku: string) => order.lines.find((line) => line.sku === sku)?.name ?? sku
  return (
    <section aria-labelledby="parcels">
      <h2 id="parcels" className="label">
        {t('parcel.title')}
      </h2>
      <ol className="mt-2 divide-y divide-line border-y border-line">
        {order.shipments.map((shipment) => {
          const slip = order.documents.find(
            (document) => document.kind === 'packing-slip' && document.number === shipment.tracking,
          )
          return (
            <li key={shipment.id} className="flex gap-4 py-4 text-sm">
              <Icon name={shipment.deliveredAt ? 'check' : 'parcel'} className="mt-0.5 text-ink-2" />
              <div className="min-w-0 flex-1">
                <p>{shipment.lines.map(({ sku, quantity }) => `${quantity} × ${nameOf(sku)}`).join(', ')}</p>
                <p className="mt-1 text-xs text-ink-2">
                  {shipment.carrier} · <bdi>{shipment.tracking}</bdi>
                </p>
                <p className="mt-1 text-xs text-ink-2">
                  {shipment.deliveredAt
                    ? t('parcel.arrived', { when: dateAndTime(shipment.deliveredAt, locale) })
                    : t('parcel.sent', { when: dateAndTime(shipment.shippedAt, locale) })}
                </p>
                <p className="no-print mt-2 flex flex-wrap gap-x-5 gap-y-1 empty:hidden">
                  {!shipment.deliveredAt && (
                    <a href={`#map-${shipment.id}`} className="link text-xs">
                      {t('parcel.follow')}
                    </a>
                  )}
                  {slip && (
                    <a
                      href={links.api(`/documents/${slip.name}`, { download: 'true' })}
                      className="link text-xs"
                    >
                      {t('document.packing-slip')}
                    </a>
                  )}
                  {shipment.proofReady && (
                    <a
                      href={links.api(`/shipments/${shipment.id}/proof`, { download: 'true' })}
                      className="link text-xs"
                    >
                      {t('parcel.proof')}
                    </a>
                  )}
                </p>
              </div>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
