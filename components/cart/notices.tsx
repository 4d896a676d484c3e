import type { CartMessages } from '@/components/cart/messages'
import { Notice } from '@/components/ui/notice'
import { format } from '@/lib/i18n/format'
import type { Locale } from '@/lib/markets'
import { formatMoney } from '@/lib/money'
import type { CartView } from '@/server/cart/model'

interface Props {
  cart: CartView
  locale: Locale
  messages: CartMessages
}

/** What the shopper should know before buying. */
export function Notices({ cart, locale, messages }: Props) {
  if (cart.notices.length === 0) return null
  const nameOf = (sku: string) => [...cart.lines, ...cart.saved].find((line) => line.sku === sku)?.name ?? sku
  return (
    <div className="grid gap-2">
      {cart.notices.map((notice) => (
        <Notice key={JSON.stringify(notice)} tone="warn">
          {sentence(notice)}
        </Notice>
      ))}
    </div>
  )

  function sentence(notice: CartView['notices'][number]): string {
    switch (notice.code) {
      case 'price-changed':
        return format(
          messages['notice.price-changed'],
          {
            name: nameOf(notice.sku),
            from: formatMoney(notice.from, locale),
            to: formatMoney(notice.to, locale),
          },
          locale,
        )
      case 'sold-out':
      case 'not-sold-here':
        return format(messages[`notice.${notice.code}`], { name: nameOf(notice.sku) }, locale)
      case 'too-few':
        return format(
          messages['notice.too-few'],
          { name: nameOf(notice.sku), count: notice.available },
          locale,
        )
      case 'promotion-refused':
        return notice.reason === 'minimum' && notice.minimum
          ? format(
              messages['notice.promotion-minimum'],
              { code: notice.promotion, amount: formatMoney(notice.minimum, locale) },
              locale,
            )
          : format(messages['notice.promotion-refused'], { code: notice.promotion }, locale)
    }
  }
}
