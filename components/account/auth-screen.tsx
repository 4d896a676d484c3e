import { AuthPanel } from '@/components/account/auth-panel'
import type { IdentitySettings } from '@/components/account/identity'
import { authMessageKeys } from '@/components/account/messages'
import { Notice } from '@/components/ui/notice'
import { pick, translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'

interface Props {
  begin: 'sign-in' | 'sign-up' | 'reset'
  locale: Locale
  /** Absent where no user pool is configured. */
  settings?: IdentitySettings
  /** A page of ours to go on to. */
  next?: string
}

/** A page of signing in. */
export function AuthScreen({ begin, locale, settings, next }: Props) {
  const t = translator(locale)
  const to = paths(locale)
  const onwards = next && /^\/(?![/\\])[^\\\s]*$/.test(next) ? next : to.account
  const query = next ? `?next=${encodeURIComponent(onwards)}` : ''
  return (
    <div className="wrap grid gap-10 pt-12 md:grid-cols-2 md:pt-20">
      <div className="max-w-md">
        <h1 className="headline text-3xl">{t(`auth.title.${begin}`)}</h1>
        <p className="mt-4 mb-8 text-base text-ink-2">{t(`auth.text.${begin}`)}</p>
        <noscript>
          <Notice tone="warn">{t('auth.noscript')}</Notice>
        </noscript>
        {settings ? (
          <AuthPanel
            begin={begin}
            settings={settings}
            next={onwards}
            links={{
              signIn: to.signIn + query,
              signUp: to.signUp + query,
              reset: to.resetPassword + query,
            }}
            messages={pick(locale, authMessageKeys)}
          />
        ) : (
          <Notice tone="bad">{t('problem.identity-unavailable')}</Notice>
        )}
      </div>
    </div>
  )
}
