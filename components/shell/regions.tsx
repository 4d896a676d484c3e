import { RegionLink } from '@/components/shell/region-link'
import { translator } from '@/lib/i18n/messages'
import { type Locale, locales, marketOf } from '@/lib/markets'

const languages: Readonly<Record<Locale, string>> = {
  'en-GB': 'English',
  'de-DE': 'Deutsch',
  'en-US': 'English',
  'ar-AE': 'العربية',
}

/** The other markets: plain links, and nobody is ever sent to one unasked. */
export function Regions({ locale, className = '' }: { locale: Locale; className?: string }) {
  return (
    <nav aria-label={translator(locale)('nav.region')} className={className}>
      <ul className="flex flex-wrap gap-x-5 gap-y-1 text-xs">
        {locales.map((other) => (
          <li key={other} lang={other} dir={marketOf(other).direction}>
            <RegionLink
              locale={other}
              current={other === locale}
              className="inline-block py-1.5 text-ink-2 hover:underline aria-[current]:text-ink aria-[current]:underline"
            >
              {marketOf(other).label} · {languages[other]} · <bdi>{marketOf(other).currency}</bdi>
            </RegionLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
