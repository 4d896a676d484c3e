import { button } from '@/components/ui/button'
import { Steering } from '@/components/cart/steering'
import { deviceName } from '@/lib/device-name'
import { longDate } from '@/lib/i18n/dates'
import { translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import type { Device } from '@/server/sessions/model'

/** Where the customer is signed in, each with the way out, and the way out of all: plain forms. */
export function Devices({ devices, locale }: { devices: readonly Device[]; locale: Locale }) {
  const t = translator(locale)
  const to = paths(locale)
  return (
    <section aria-labelledby="devices" className="mt-8 border-t border-line pt-8">
      <h2 id="devices" className="headline text-xl">
        {t('security.devices')}
      </h2>
      <ul className="mt-4 divide-y divide-line border-y border-line">
        {devices.map(({ id, device, since, current }) => {
          const name = deviceName(device) ?? t('security.unknown')
          return (
            <li key={id} className="flex min-h-16 items-center justify-between gap-6 py-3 text-sm">
              <span>
                <bdi className="font-medium">{name}</bdi>
                {current && <span className="ms-2 text-good">{t('security.current')}</span>}
                <span className="block text-xs text-ink-2">
                  {t('security.since', { date: longDate(since, locale) })}
                </span>
              </span>
              {!current && (
                <form method="post" action={`/api/session/devices/${id}`}>
                  <Steering method="DELETE" home={to.security} />
                  <button
                    type="submit"
                    aria-label={t('security.signOutOf', { name })}
                    className="link py-2 text-ink-2 hover:text-ink"
                  >
                    {t('security.signOut')}
                  </button>
                </form>
              )}
            </li>
          )
        })}
      </ul>
      <form method="post" action="/api/session/devices" className="mt-6 grid justify-items-start gap-3">
        <input type="hidden" name="_method" value="DELETE" />
        <input type="hidden" name="_next" value={to.home} />
        <input type="hidden" name="_back" value={to.security} />
        <button type="submit" className={button('quiet')}>
          {t('security.everywhere')}
        </button>
        <p className="text-sm text-ink-2">{t('security.everywhereText')}</p>
        <a href={to.resetPassword} className="link text-sm">
          {t('account.password')}
        </a>
      </form>
    </section>
  )
}
