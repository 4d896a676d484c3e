import { button } from '@/components/ui/button'
import { consolePaths } from '@/lib/console-paths'
import { translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'

interface Props {
  locale: Locale
  /** Whether whoever looks may see the console. */
  staff: boolean
  signedIn: boolean
}

/** Nothing is here, said in the same way to everybody who may not know whether there is. */
export function ConsoleMissing({ locale, staff, signedIn }: Props) {
  const t = translator(locale)
  const to = paths(locale)
  return (
    <div className="wrap grid content-start justify-items-start gap-6 py-20 md:py-32">
      <p className="label">404</p>
      <h1 className="headline max-w-[16ch] text-3xl">{t('ops.missingTitle')}</h1>
      <p className="max-w-prose text-base text-ink-2">{t('ops.missingText')}</p>
      <p className="mt-2 flex flex-wrap items-center gap-x-8 gap-y-4">
        {staff ? (
          <a href={consolePaths.board} className={button()}>
            {t('ops.missingBoard')}
          </a>
        ) : (
          <a href={to.home} className={button()}>
            {t('notFound.home')}
          </a>
        )}
        {!staff && (
          <a href={`${to.signIn}?next=${encodeURIComponent(consolePaths.board)}`} className={button('bare')}>
            {t(signedIn ? 'ops.missingSignIn' : 'nav.signIn')}
          </a>
        )}
      </p>
    </div>
  )
}
