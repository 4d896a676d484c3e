import { Icon } from '@/components/ui/icon'
import { townLine } from '@/lib/address-lines'
import { countryName } from '@/lib/i18n/countries'
import { translator } from '@/lib/i18n/messages'
import { textAttributes, wordsFor } from '@/lib/i18n/words'
import type { Locale } from '@/lib/markets'
import { doorSign } from '@/lib/opening-hours'
import type { Store } from '@/server/stores/model'

/** A store: where it is, when it is open, how to reach it. */
export function StoreEntry({ store, locale }: { store: Store; locale: Locale }) {
  const t = translator(locale)
  const name = wordsFor(store.names, locale) ?? { text: store.slug }
  const { latitude, longitude, address } = store
  return (
    <article id={store.slug} className="scroll-mt-28 border-t border-ink pt-4">
      <h3 className="headline text-xl" {...textAttributes(name)}>
        {name.text}
      </h3>
      <div className="mt-4 grid gap-x-8 gap-y-5 text-sm sm:grid-cols-[1fr_auto]">
        <div className="grid content-start gap-3">
          <address className="not-italic">
            <bdi>{address.line1}</bdi>
            <br />
            <bdi>{townLine(address)}</bdi>
            <br />
            {countryName(address.country, locale)}
          </address>
          <p className="flex flex-wrap gap-x-5 gap-y-1">
            <a
              href={`https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`}
              rel="noreferrer"
              aria-label={t('stores.directionsTo', { name: name.text })}
              className="link inline-flex items-center gap-1.5 py-1"
            >
              <Icon name="pin" className="size-4" />
              {t('stores.directions')}
            </a>
            {store.phone && (
              <a href={`tel:${store.phone.replaceAll(' ', '')}`} className="link py-1">
                <bdi dir="ltr">{store.phone}</bdi>
              </a>
            )}
          </p>
        </div>
        <dl className="grid grid-cols-[auto_1fr] content-start gap-x-5 gap-y-1 tabular-nums">
          {doorSign(store.hours, locale).map(({ days, times }) => (
            <div key={days} className="col-span-2 grid grid-cols-subgrid">
              <dt className="text-ink-2">{days}</dt>
              <dd className="whitespace-nowrap">{times}</dd>
            </div>
          ))}
        </dl>
      </div>
    </article>
  )
}
