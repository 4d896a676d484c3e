import type { ReactNode } from 'react'
import { readCategories } from '@/app/_reads/catalogue'
import { Frame } from '@/components/shell/frame'
import { defaultLocale, isLocale } from '@/lib/markets'

interface Props {
  children: ReactNode
  params: Promise<{ locale: string }>
}

/** Pages with the shop around them. */
export default async function ShopLayout({ children, params }: Props) {
  const { locale } = await params
  return (
    <Frame locale={isLocale(locale) ? locale : defaultLocale} categories={await readCategories()}>
      {children}
    </Frame>
  )
}
