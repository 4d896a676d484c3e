'use client'

import type { ReactNode } from 'react'
import { Estimate, type Estimated } from '@/components/cart/estimate'
import type { CartMessages } from '@/components/cart/messages'
import { Notes } from '@/components/cart/notes'
import { Promotion } from '@/components/cart/promotion'
import { Icon } from '@/components/ui/icon'
import type { Locale } from '@/lib/markets'
import type { CartView } from '@/server/cart/model'

interface Props {
  cart: CartView
  locale: Locale
  messages: CartMessages
  home: string
  estimated?: Estimated
  /** What else belongs to a present. */
  gift?: ReactNode
  onNotes?: (open: boolean) => void
  /** On the cart's own page there is room for the code, and its parts have addresses. */
  page?: boolean
}

/** What can be said about a cart besides what is in it: a code, a place, a note. */
export function Extras({ estimated, gift, onNotes, page = false, ...parts }: Props) {
  const { cart, messages } = parts
  const noted = Boolean(cart.note ?? cart.giftMessage ?? cart.giftPicture)
  return (
    <div className="divide-y divide-line border-y border-line">
      <Fold title={messages['cart.promotionHave']} open={page || cart.promotion !== undefined}>
        <Promotion {...parts} />
      </Fold>
      <Fold
        id={page ? 'delivery' : undefined}
        title={messages['cart.estimate']}
        open={estimated !== undefined}
      >
        <Estimate {...parts} rendered={estimated} />
      </Fold>
      <Fold title={messages['cart.notes']} open={noted} onToggle={onNotes}>
        <Notes {...parts} />
        {gift}
      </Fold>
    </div>
  )
}

interface FoldProps {
  id?: string
  title: string
  open: boolean
  onToggle?: (open: boolean) => void
  children: ReactNode
}

const Fold = ({ id, title, open, onToggle, children }: FoldProps) => (
  <details
    id={id}
    open={open}
    className="group/fold scroll-mt-28 text-sm"
    onToggle={({ currentTarget }) => onToggle?.(currentTarget.open)}
  >
    <summary className="flex min-h-12 list-none items-center justify-between [&::-webkit-details-marker]:hidden">
      {title}
      <Icon name="down" className="size-4 transition-transform group-open/fold:rotate-180" />
    </summary>
    <div className="pb-5">{children}</div>
  </details>
)
