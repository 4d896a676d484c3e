import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireCustomer } from '@/app/_reads/customer'
import { Consents } from '@/components/account/consents'
import { DeleteAccount } from '@/components/account/delete-account'
import { Field } from '@/components/forms/field'
import { Form } from '@/components/forms/form'
import { formMessageKeys } from '@/components/forms/messages'
import { button } from '@/components/ui/button'
import { uploadMessageKeys } from '@/components/uploads/messages'
import { UploadField } from '@/components/uploads/upload-field'
import { pick, translator } from '@/lib/i18n/messages'
import { isLocale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import { megabytes, purposes } from '@/server/assets/purposes'
import { uploadsOf } from '@/server/assets/uploads'
import { profileOf } from '@/server/customers/customers'
import { consentPurposes } from '@/server/customers/model'

interface Props {
  params: Promise<{ locale: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: translator(locale)('account.profile'), robots: { index: false } } : {}
}

export default async function ProfilePage({ params }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const to = paths(locale)
  const who = await requireCustomer(locale, to.profile)
  const [profile, photos] = await Promise.all([profileOf(who), uploadsOf(who, 'profile')])
  const photo = photos.find(({ state }) => state === 'ready')
  const t = translator(locale)
  return (
    <div className="max-w-xl">
      <h1 className="headline text-3xl">{t('account.profile')}</h1>
      <dl className="mt-8 border-y border-line py-4 text-sm">
        <dt className="text-ink-2">{t('field.email')}</dt>
        <dd>
          <bdi>{profile.email}</bdi>
        </dd>
      </dl>
      <section aria-label={t('upload.profile')} className="mt-6">
        <UploadField
          purpose="profile"
          label={t('upload.profile')}
          hint={t('upload.pictureHint', { most: megabytes('profile') })}
          accept={purposes.profile.types}
          current={photo}
          locale={locale}
          messages={pick(locale, uploadMessageKeys)}
        />
      </section>
      <Form
        action="/api/customers/me"
        method="PATCH"
        next={to.profile}
        back={to.profile}
        messages={pick(locale, formMessageKeys)}
        problems={{ invalid: t('problem.invalid'), offline: t('problem.offline') }}
        className="mt-6 grid gap-5"
      >
        <Field
          name="name"
          label={t('auth.name')}
          required
          maxLength={100}
          autoComplete="name"
          defaultValue={profile.name}
        />
        <button type="submit" className={`${button()} justify-self-start`}>
          {t('account.save')}
        </button>
      </Form>
      <p className="mt-8 text-sm">
        <a href={to.resetPassword} className="link">
          {t('account.password')}
        </a>
      </p>
      <Consents consents={profile.consents} purposes={consentPurposes} locale={locale} />
      <DeleteAccount locale={locale} />
    </div>
  )
}
