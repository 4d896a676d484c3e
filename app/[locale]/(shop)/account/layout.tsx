import type { ReactNode } from 'react'
import { AccountNavigation } from '@/components/account/account-navigation'
import { defaultLocale, isLocale } from '@/lib/markets'

interface Props {
  children: ReactNode
  params: Promise<{ locale: string }>
}

/** The pages of a customer's account, with the way between them. */
export default async function AccountLayout({ children, params }: Props) {
  const { locale } = await params
  return (
    <div className="wrap grid grid-cols-1 gap-x-16 gap-y-8 pt-8 md:pt-14 lg:grid-cols-[13rem_1fr]">
      <AccountNavigation locale={isLocale(locale) ? locale : defaultLocale} />
      <div className="min-w-0">{children}</div>
    </div>
  )
}
