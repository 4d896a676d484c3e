import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { identitySettings } from '@/app/_reads/identity'
import { AuthScreen } from '@/components/account/auth-screen'
import { translator } from '@/lib/i18n/messages'
import { isLocale } from '@/lib/markets'

interface Props {
  params: Promise<{ locale: string }>
  searchParams: Promise<{ next?: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: translator(locale)('auth.title.sign-up'), robots: { index: false } } : {}
}

export default async function SignUpPage({ params, searchParams }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const { next } = await searchParams
  return (
    <AuthScreen begin="sign-up" locale={locale} settings={identitySettings()} next={next && String(next)} />
  )
}
