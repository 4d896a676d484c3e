import { Form } from '@/components/forms/form'
import { formMessageKeys } from '@/components/forms/messages'
import { button } from '@/components/ui/button'
import { pick, translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import type { Profile } from '@/server/customers/model'

interface Props {
  consents: Profile['consents']
  purposes: readonly Profile['consents'][number]['purpose'][]
  locale: Locale
}

/** What the customer has agreed to, each with the way to change one's mind. */
export function Consents({ consents, purposes, locale }: Props) {
  const t = translator(locale)
  const page = paths(locale).profile
  return (
    <section aria-labelledby="consents" className="mt-12 border-t border-line pt-8">
      <h2 id="consents" className="headline text-xl">
        {t('consent.heading')}
      </h2>
      {purposes.map((purpose) => {
        const granted = consents.some((consent) => consent.purpose === purpose && consent.granted)
        return (
          <Form
            key={`${purpose}-${granted}`}
            action={`/api/customers/me/consents/${purpose}`}
            method="PUT"
            next={page}
            back={page}
            messages={pick(locale, formMessageKeys)}
            problems={{ offline: t('problem.offline') }}
            label={t(`consent.${purpose}`)}
            className="mt-4 grid gap-3 text-sm"
          >
            <p>{t(`consent.${purpose}`)}</p>
            <p className="text-ink-2">{granted ? t('consent.granted') : t('consent.notGranted')}</p>
            <input type="hidden" name="granted" value={granted ? 'false' : 'true'} />
            <input type="hidden" name="locale" value={locale} />
            <button type="submit" className={`${button('quiet')} justify-self-start`}>
              {granted ? t('consent.withdraw') : t('consent.grant')}
            </button>
          </Form>
        )
      })}
      <p className="mt-3 text-xs text-ink-3">{t('consent.text')}</p>
    </section>
  )
}
