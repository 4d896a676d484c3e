import { Tracking } from '@/components/order/tracking'
import { trackingMessageKeys } from '@/components/order/tracking-messages'
import { pick } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import type { Tracking as TrackingView } from '@/server/delivery/tracking'

interface Props {
  order: string
  tracking: TrackingView | undefined
  locale: Locale
  /** What opens the order without an account. */
  token?: string
}

/** Where the parcels are that have not arrived, if there are any. */
export function OrderTracking({ order, tracking, locale, token }: Props) {
  if (!tracking || tracking.parcels.length === 0) return null
  const query = token ? `?${new URLSearchParams({ token })}` : ''
  return (
    <Tracking
      first={tracking}
      live={`/api/deliveries/${order}/live${query}`}
      locale={locale}
      messages={pick(locale, trackingMessageKeys)}
    />
  )
}
