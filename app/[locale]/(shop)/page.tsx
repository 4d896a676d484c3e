import { translator } from '@/lib/i18n/messages'
import { isLocale } from '@/lib/markets'
import { notFound } from 'next/navigation'

export const revalidate = 300
export const generateStaticParams = () => []

export default async function HomePage({ params }: { params: Promise<{ locale: string }> }) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const t = translator(locale)
  return (
    <main id="content" className="wrap py-24">
      <h1 className="headline text-4xl">{t('shop.tagline')}</h1>
    </main>
  )
}
