import { AddressFields } from '@/components/forms/address-fields'
import { Form } from '@/components/forms/form'
import { formMessageKeys } from '@/components/forms/messages'
import type { OrderLinks } from '@/components/order/links'
import { button } from '@/components/ui/button'
import { pick, translator } from '@/lib/i18n/messages'
import { type Locale, marketOf } from '@/lib/markets'
import type { OrderView } from '@/server/orders/model'

interface Props {
  order: OrderView
  locale: Locale
  links: OrderLinks
}

/** Sends an order that is not being packed yet elsewhere; in the market in which it was bought, whose address form this is. */
export function AddressForm({ order, locale, links }: Props) {
  const t = translator(locale)
  if (order.addressChange === 'asked') return <p className="text-sm text-ink-2">{t('order.addressAsked')}</p>
  if (!order.addressChangeable || marketOf(locale).id !== order.market) return null
  return (
    <details className="border-t border-line">
      <summary className="flex min-h-12 list-none items-center py-2 text-sm">
        <span className="link">{t('order.changeAddress')}</span>
      </summary>
      <Form
        action={links.api('/address')}
        next={links.after('address')}
        back={links.page}
        messages={pick(locale, formMessageKeys)}
        problems={{
          'too-late-to-change': t('problem.too-late-to-change'),
          'other-tax': t('problem.other-tax'),
          'address-not-delivered': t('problem.address-not-delivered'),
          'address-postcode': t('problem.address-postcode'),
          'address-region': t('problem.address-region'),
          offline: t('problem.offline'),
        }}
        about={{ 'address-postcode': 'postcode', 'address-region': 'region' }}
        label={t('order.changeAddress')}
        className="grid gap-5 pt-2 pb-6"
      >
        <AddressFields section="shipping" address={order.shipping} locale={locale} />
        <button type="submit" className={`${button()} justify-self-start`}>
          {t('order.sendThere')}
        </button>
      </Form>
    </details>
  )
}
