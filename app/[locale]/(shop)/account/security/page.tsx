import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireCustomer } from '@/app/_reads/customer'
import { Devices } from '@/components/account/devices'
import { button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { problemText, translator } from '@/lib/i18n/messages'
import { isLocale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import { devicesOf } from '@/server/sessions/devices'

interface Props {
  params: Promise<{ locale: string }>
  searchParams: Promise<{ problem?: string | string[] }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: translator(locale)('account.security'), robots: { index: false } } : {}
}

/** Where somebody is signed in, and what is kept of them. */
export default async function SecurityPage({ params, searchParams }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const to = paths(locale)
  const who = await requireCustomer(locale, to.security)
  const [devices, { problem }] = [await devicesOf(who), await searchParams]
  const t = translator(locale)
  return (
    <div className="max-w-xl">
      <h1 className="headline text-3xl">{t('account.security')}</h1>
      {problem && (
        <div className="mt-6">
          <Notice tone="bad">{problemText(t, String(problem))}</Notice>
        </div>
      )}
      <Devices devices={devices} locale={locale} />
      <section aria-labelledby="export" className="mt-12 border-t border-line pt-8">
        <h2 id="export" className="headline text-xl">
          {t('export.title')}
        </h2>
        <p className="mt-4 text-sm">{t('export.text')}</p>
        <p className="mt-5 flex flex-wrap items-center gap-x-6 gap-y-3">
          <a href="/api/customers/me/export" download className={button('quiet')}>
            {t('export.download')}
          </a>
          <a href={`${to.profile}#delete-account`} className="link text-sm text-ink-2">
            {t('export.erase')}
          </a>
        </p>
      </section>
    </div>
  )
}
