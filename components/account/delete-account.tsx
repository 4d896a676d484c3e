import { Field } from '@/components/forms/field'
import { Form } from '@/components/forms/form'
import { formMessageKeys } from '@/components/forms/messages'
import { button } from '@/components/ui/button'
import { pick, translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'

/** The way out: what goes, what stays, and a confirmation that nobody types by mistake. */
export function DeleteAccount({ locale }: { locale: Locale }) {
  const t = translator(locale)
  const to = paths(locale)
  return (
    <section aria-labelledby="delete-account" className="mt-12 border-t border-line pt-8">
      <h2 id="delete-account" className="headline text-xl">
        {t('erasure.title')}
      </h2>
      <p className="mt-4 text-sm">{t('erasure.text')}</p>
      <Form
        action="/api/customers/me/erasure"
        next={to.accountDeleted}
        back={to.profile}
        messages={pick(locale, formMessageKeys)}
        problems={{
          'confirmation-differs': t('problem.confirmation-differs'),
          offline: t('problem.offline'),
        }}
        about={{ 'confirmation-differs': 'confirmation' }}
        label={t('erasure.title')}
        className="mt-4 grid gap-4"
      >
        <Field
          name="confirmation"
          type="email"
          label={t('erasure.confirm')}
          required
          maxLength={320}
          autoComplete="off"
        />
        <input type="hidden" name="locale" value={locale} />
        <button type="submit" className={`${button('quiet')} justify-self-start`}>
          {t('erasure.button')}
        </button>
      </Form>
    </section>
  )
}
