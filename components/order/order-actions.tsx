import type { ReactNode } from 'react'
import { AddressForm } from '@/components/order/address-form'
import type { OrderLinks } from '@/components/order/links'
import { type ExchangeChoices, ReturnForm } from '@/components/order/return-form'
import { button } from '@/components/ui/button'
import { PrintButton } from '@/components/ui/print-button'
import { translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import type { OrderView } from '@/server/orders/model'

interface Props {
  order: OrderView
  choices: ExchangeChoices
  locale: Locale
  links: OrderLinks
}

/** What the owner can do with an order: its papers, other plans for it, and the same once more. Plain forms, all of it. */
export function OrderActions({ order, choices, locale, links }: Props) {
  const t = translator(locale)
  return (
    <div className="no-print grid gap-3">
      {order.invoiceReady && (
        <a href={links.api('/invoice', { download: 'true' })} className={button('quiet')}>
          {t('order.invoice')}
        </a>
      )}
      {!order.invoiceReady && !order.exchangeFor && (
        <p className="text-sm text-ink-3">{t('order.invoiceLater')}</p>
      )}
      <PrintButton label={t('print.order')} />
      <PlainForm action={links.api('/again')} next={paths(locale).cart} back={links.page}>
        <button type="submit" className={`${button('quiet')} w-full`}>
          {t('order.again')}
        </button>
      </PlainForm>
      <div className="mt-3">
        <AddressForm order={order} locale={locale} links={links} />
        <ReturnForm order={order} choices={choices} locale={locale} links={links} />
        {order.cancellable && (
          <PlainForm action={links.api('/cancel')} next={links.page} back={links.page}>
            <button
              type="submit"
              className="flex min-h-12 w-full items-center border-t border-line py-2 text-start text-sm"
            >
              <span className="link">{t('order.cancel')}</span>
            </button>
          </PlainForm>
        )}
      </div>
      {order.cancellationRequested && <p className="text-sm text-ink-2">{t('order.cancelling')}</p>}
    </div>
  )
}

function PlainForm({
  action,
  next,
  back,
  children,
}: {
  action: string
  next: string
  back: string
  children: ReactNode
}) {
  return (
    <form method="post" action={action}>
      <input type="hidden" name="_next" value={next} />
      <input type="hidden" name="_back" value={back} />
      {children}
    </form>
  )
}
