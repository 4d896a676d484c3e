/** The shop's markets: where it sells, in which language and currency, and how the market shows tax. */
export const locales = ['en-GB', 'de-DE', 'en-US', 'ar-AE'] as const
export type Locale = (typeof locales)[number]
export const defaultLocale: Locale = 'en-GB'

export const marketIds = ['GB', 'DE', 'US', 'AE'] as const
export type MarketId = (typeof marketIds)[number]
export type Currency = 'GBP' | 'EUR' | 'USD' | 'AED'

export interface Market {
  readonly id: MarketId
  readonly locale: Locale
  readonly language: 'en' | 'de' | 'ar'
  readonly direction: 'ltr' | 'rtl'
  readonly currency: Currency
  /** Prices are listed with tax (GB, DE, AE) or without it, tax added at checkout by destination (US). */
  readonly taxIncluded: boolean
  /** By the tz database; where a market has several, that of most of its people. */
  readonly timeZone: string
  /** Its own name, as a shopper there writes it. */
  readonly label: string
}

const byLocale: Readonly<Record<Locale, Market>> = {
  'en-GB': {
    id: 'GB',
    locale: 'en-GB',
    language: 'en',
    direction: 'ltr',
    currency: 'GBP',
    taxIncluded: true,
    timeZone: 'Europe/London',
    label: 'United Kingdom',
  },
  'de-DE': {
    id: 'DE',
    locale: 'de-DE',
    language: 'de',
    direction: 'ltr',
    currency: 'EUR',
    taxIncluded: true,
    timeZone: 'Europe/Berlin',
    label: 'Deutschland',
  },
  'en-US': {
    id: 'US',
    locale: 'en-US',
    language: 'en',
    direction: 'ltr',
    currency: 'USD',
    taxIncluded: false,
    timeZone: 'America/New_York',
    label: 'United States',
  },
  'ar-AE': {
    id: 'AE',
    locale: 'ar-AE',
    language: 'ar',
    direction: 'rtl',
    currency: 'AED',
    taxIncluded: true,
    timeZone: 'Asia/Dubai',
    label: 'الإمارات العربية المتحدة',
  },
}

export const isLocale = (value: string): value is Locale => value in byLocale

/** The market behind a locale. */
export const marketOf = (locale: Locale): Market => byLocale[locale]

/** The market with this id. */
export const marketById = (id: MarketId): Market => {
  const market = Object.values(byLocale).find((candidate) => candidate.id === id)
  if (!market) throw new RangeError(`no market ${id}`)
  return market
}

/** Languages in which to look for a text, best first: the locale, its language, the text's own. */
export const languageChain = (locale: Locale, source: string): readonly string[] => [
  locale,
  marketOf(locale).language,
  source,
]
