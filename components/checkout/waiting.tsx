import { Reload } from '@/components/checkout/reload'
import { button } from '@/components/ui/button'
import type { Translate } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'

interface Props {
  t: Translate
  id: string
  locale: Locale
  /** The bank's page, where it wants to hear from the shopper. */
  challenge?: string
}

/** A payment that is under way. The page asks again by itself, with JavaScript or without. */
export function Waiting({ t, id, locale, challenge }: Props) {
  const to = paths(locale)
  return (
    <div className="wrap grid max-w-3xl justify-items-start gap-6 py-24">
      <h1 className="headline text-3xl">{t(challenge ? 'waiting.bankTitle' : 'waiting.title')}</h1>
      <output className="block max-w-prose text-base text-ink-2">
        {t(challenge ? 'waiting.bankText' : 'waiting.text')}
      </output>
      {challenge ? (
        <div className="flex flex-wrap gap-3">
          <a href={challenge} className={button()}>
            {t('waiting.toBank')}
          </a>
          <form method="post" action={`/api/checkout/${id}/cancel-payment`}>
            <input type="hidden" name="_next" value={to.checkout} />
            <input type="hidden" name="_back" value={to.checkout} />
            <button type="submit" className={button('quiet')}>
              {t('waiting.giveUp')}
            </button>
          </form>
        </div>
      ) : (
        <>
          <noscript>
            <meta httpEquiv="refresh" content="3" />
          </noscript>
          <Reload />
          <a href={to.checkoutReturn(id)} className={button('quiet')}>
            {t('waiting.look')}
          </a>
        </>
      )}
    </div>
  )
}
