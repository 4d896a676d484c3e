import { wordsFor } from '@/lib/i18n/words'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import type { Store, Weekday } from '@/server/stores/model'

const dayNames: Readonly<Record<Weekday, string>> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
}
const site = () => process.env.SITE_URL ?? ''

/** The house in the words of schema.org. */
export const houseData = (locale: Locale): Record<string, unknown> => ({
  '@type': 'Organization',
  '@id': `${site()}/#house`,
  name: 'Quayside',
  url: `${site()}${paths(locale).home}`,
  logo: `${site()}/icon.svg`,
})

/** A store in the words of schema.org. */
export function storeData(store: Store, locale: Locale): Record<string, unknown> {
  const { address, hours } = store
  return {
    '@type': 'Store',
    '@id': `${site()}/#store-${store.slug}`,
    name: wordsFor(store.names, locale)?.text ?? store.slug,
    url: `${site()}${paths(locale).stores}#${store.slug}`,
    parentOrganization: { '@id': `${site()}/#house` },
    telephone: store.phone,
    address: {
      '@type': 'PostalAddress',
      streetAddress: [address.line1, address.line2].filter(Boolean).join(', '),
      addressLocality: address.city,
      addressRegion: address.region,
      postalCode: address.postcode,
      addressCountry: address.country,
    },
    geo: { '@type': 'GeoCoordinates', latitude: store.latitude, longitude: store.longitude },
    openingHoursSpecification: hours.map(({ days, opens, closes }) => ({
      '@type': 'OpeningHoursSpecification',
      dayOfWeek: days.map((day) => `https://schema.org/${dayNames[day]}`),
      opens,
      closes,
    })),
  }
}
