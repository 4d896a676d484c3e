import type { Metadata, Viewport } from 'next'
import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { Faces } from '@/app/fonts/faces'
import '@/app/globals.css'
import { translator } from '@/lib/i18n/messages'
import { isLocale, marketOf } from '@/lib/markets'
import { icon } from '@/lib/shop-icon'
import { tracing } from '@/server/platform/telemetry/tracing'

interface Props {
  children: ReactNode
  params: Promise<{ locale: string }>
}

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f5f3ef' },
    { media: '(prefers-color-scheme: dark)', color: '#141312' },
  ],
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  if (!isLocale(locale)) return {}
  const t = translator(locale)
  return {
    metadataBase: new URL(process.env.SITE_URL ?? 'http://localhost:3000'),
    title: { default: `${t('shop.name')}: ${t('shop.tagline')}`, template: `%s · ${t('shop.name')}` },
    description: t('shop.description'),
    icons: { icon },
  }
}

/** Every page of one locale: its language, direction and typefaces. */
export default async function LocaleLayout({ children, params }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  return (
    <html lang={locale} dir={marketOf(locale).direction} data-traced={tracing ? '' : undefined}>
      <head>
        <Faces direction={marketOf(locale).direction} />
      </head>
      <body>{children}</body>
    </html>
  )
}
