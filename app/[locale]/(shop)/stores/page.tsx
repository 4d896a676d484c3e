import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { StoreEntry } from '@/components/stores/store-entry'
import { StoreMap } from '@/components/stores/store-map'
import { houseData, storeData } from '@/components/stores/structured-data'
import { JsonLd } from '@/components/ui/json-ld'
import { alternates } from '@/lib/alternates'
import { countryName } from '@/lib/i18n/countries'
import { pick, translator } from '@/lib/i18n/messages'
import { wordsFor } from '@/lib/i18n/words'
import { isLocale, marketIds, marketOf } from '@/lib/markets'
import { allStores } from '@/server/stores/stores'

export const revalidate = 300
export const generateStaticParams = () => []

interface Props {
  params: Promise<{ locale: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  if (!isLocale(locale)) return {}
  const t = translator(locale)
  return { title: t('stores.title'), description: t('stores.text'), ...alternates(locale, (to) => to.stores) }
}

/** Where one can walk in: the market's own stores first. */
export default async function StoresPage({ params }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const t = translator(locale)
  const stores = allStores()
  const own = marketOf(locale).id
  const markets = [own, ...marketIds.filter((id) => id !== own)]
  const places = stores
    .filter(({ market }) => market === own)
    .map(({ slug, names, longitude, latitude }) => ({
      slug,
      name: wordsFor(names, locale)?.text ?? slug,
      at: [longitude, latitude] satisfies [number, number],
    }))
  return (
    <div className="wrap pt-10 md:pt-20">
      <JsonLd data={houseData(locale)} />
      {stores.map((store) => (
        <JsonLd key={store.slug} data={storeData(store, locale)} />
      ))}
      <div className="grid items-end gap-x-6 gap-y-4 md:grid-cols-12">
        <h1 className="headline text-4xl md:col-span-8">{t('stores.title')}</h1>
        <p className="max-w-[36ch] text-base text-ink-2 md:col-span-3 md:col-start-10 md:pb-3">
          {t('stores.text')}
        </p>
      </div>
      {markets.map((market) => {
        const here = stores.filter((store) => store.market === market)
        if (here.length === 0) return null
        return (
          <section
            key={market}
            aria-labelledby={`stores-${market}`}
            className="mt-14 grid gap-x-16 gap-y-6 md:mt-20 lg:grid-cols-12"
          >
            <h2 id={`stores-${market}`} className="label self-start lg:col-span-2 lg:pt-5">
              {countryName(market, locale)}
            </h2>
            <div
              className={`grid content-start gap-10 ${market === own ? 'lg:col-span-5' : 'lg:col-span-10 xl:grid-cols-2'}`}
            >
              {here.map((store) => (
                <StoreEntry key={store.slug} store={store} locale={locale} />
              ))}
            </div>
            {market === own && (
              <div className="lg:sticky lg:top-28 lg:col-span-5 lg:self-start">
                <StoreMap
                  places={places}
                  locale={locale}
                  messages={pick(locale, [
                    'stores.map',
                    'stores.showMap',
                    'tracking.zoomIn',
                    'tracking.zoomOut',
                  ])}
                />
              </div>
            )}
          </section>
        )
      })}
    </div>
  )
}
