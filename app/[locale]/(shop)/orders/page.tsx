import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { Field } from '@/components/forms/field'
import { Form } from '@/components/forms/form'
import { formMessageKeys } from '@/components/forms/messages'
import { Notice } from '@/components/ui/notice'
import { button } from '@/components/ui/button'
import { pick, problemText, translator } from '@/lib/i18n/messages'
import { isLocale } from '@/lib/markets'
import { paths } from '@/lib/paths'

interface Props {
  params: Promise<{ locale: string }>
  searchParams: Promise<{ problem?: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: translator(locale)('footer.track'), robots: { index: false } } : {}
}

/** Finds an order without an account. */
export default async function TrackPage({ params, searchParams }: Props) {
  await connection()
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const t = translator(locale)
  const { problem } = await searchParams
  const to = paths(locale)
  return (
    <div className="wrap grid gap-8 pt-12 md:pt-20">
      <div className="max-w-xl">
        <h1 className="headline text-3xl">{t('footer.track')}</h1>
        <p className="mt-4 text-base text-ink-2">{t('track.text')}</p>
        {problem && (
          <div className="mt-6">
            <Notice tone="bad">{problemText(t, `order-${problem}`)}</Notice>
          </div>
        )}
        <Form
          action="/api/orders/lookup"
          next={`${to.track}/{id}?token={token}`}
          back={to.track}
          messages={pick(locale, formMessageKeys)}
          problems={{
            order: t('problem.order-order'),
            'too-many': t('problem.too-many'),
            invalid: t('problem.order-order'),
            offline: t('problem.offline'),
          }}
          className="mt-8 grid gap-5"
        >
          <Field
            name="number"
            label={t('track.number')}
            hint={t('track.numberHint')}
            required
            minLength={8}
            maxLength={30}
            autoComplete="off"
            autoCapitalize="characters"
            dir="ltr"
          />
          <Field
            name="email"
            type="email"
            label={t('field.email')}
            required
            maxLength={254}
            autoComplete="email"
            dir="ltr"
          />
          <button type="submit" className={`${button()} justify-self-start`}>
            {t('track.find')}
          </button>
        </Form>
      </div>
    </div>
  )
}
