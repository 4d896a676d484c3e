import { Card } from '@/components/product/card'
import { button } from '@/components/ui/button'
import { Drawn } from '@/components/ui/drawn'
import { Icon } from '@/components/ui/icon'
import { JsonLd } from '@/components/ui/json-ld'
import { Picture } from '@/components/ui/picture'
import { childrenOf } from '@/lib/category-tree'
import { translator } from '@/lib/i18n/messages'
import { textAttributes, wordsFor } from '@/lib/i18n/words'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import type { ProductCard } from '@/lib/product-card'
import type { Category } from '@/server/catalogue/model'

interface Props {
  locale: Locale
  categories: readonly Category[]
  /** What stands on the line under the headline, and further down. */
  selected: readonly ProductCard[]
  newest: readonly ProductCard[]
}

const onTheLine = 4

/** The front of the house. */
export function Home({ locale, categories, selected, newest }: Props) {
  return (
    <>
      <JsonLd
        data={{
          '@type': 'WebSite',
          name: 'Quayside',
          url: `${process.env.SITE_URL ?? ''}${paths(locale).home}`,
          potentialAction: {
            '@type': 'SearchAction',
            target: `${process.env.SITE_URL ?? ''}${paths(locale).search()}?q={search_term_string}`,
            'query-input': 'required name=search_term_string',
          },
        }}
      />
      <Hero locale={locale} categories={categories} cards={selected.slice(0, onTheLine)} />
      <Index locale={locale} categories={categories} />
      <Selection locale={locale} cards={selected.slice(onTheLine)} />
      <Story locale={locale} categories={categories} card={newest[0]} />
      <Row locale={locale} cards={newest.slice(1, 5)} />
    </>
  )
}

function Hero({
  locale,
  categories,
  cards,
}: {
  locale: Locale
  categories: readonly Category[]
  cards: readonly ProductCard[]
}) {
  const t = translator(locale)
  const to = paths(locale)
  const first = childrenOf(categories)[0]
  return (
    <section className="wrap pt-12 md:pt-20">
      <div className="grid items-end gap-x-10 gap-y-6 md:grid-cols-12">
        <h1 className="headline text-4xl md:col-span-8">{t('home.heroTitle')}</h1>
        <div className="grid gap-5 md:col-span-4 md:pb-3">
          <p className="max-w-[40ch] text-base text-ink-2">{t('home.heroText')}</p>
          {first && (
            <a href={to.category(first.id)} className={`${button()} justify-self-start`}>
              {t('nav.all', { name: wordsFor(first.names, locale)?.text ?? first.id })}
            </a>
          )}
        </div>
      </div>
      {cards.length > 0 && (
        <ul className="mt-12 flex items-end gap-3 border-b border-ink max-md:-mx-(--gutter) max-md:snap-x max-md:scroll-px-(--gutter) max-md:overflow-x-auto max-md:px-(--gutter) md:mt-20 md:gap-5">
          {cards.map((card, index) => (
            <li key={card.id} className={`shrink-0 snap-start md:shrink ${heroWidths[index] ?? ''}`}>
              <a href={to.product(card.id)} className="group block" data-morph-link>
                <span
                  className="mb-3 block text-xs text-ink-2 group-hover:text-ink"
                  {...textAttributes(card.name)}
                >
                  {card.name.text}
                </span>
                <span className="block aspect-4/5 overflow-clip" data-morph>
                  {card.picture ? (
                    <Picture
                      source={card.picture}
                      eager={index === 0}
                      sizes={
                        index % 2 === 0 ? '(min-width: 52rem) 34vw, 66vw' : '(min-width: 52rem) 18vw, 44vw'
                      }
                    />
                  ) : (
                    <Drawn seed={card.id} />
                  )}
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** Of things of different size that stand on one line. */
const heroWidths = [
  'w-[66vw] md:w-[36%]',
  'w-[40vw] md:w-[17%]',
  'w-[56vw] md:w-[29%]',
  'w-[40vw] md:w-[18%]',
]

const mostKinds = 24

/** The categories as a sentence set large. */
function Index({ locale, categories }: { locale: Locale; categories: readonly Category[] }) {
  const t = translator(locale)
  const to = paths(locale)
  const roots = childrenOf(categories)
  const kinds = roots.flatMap((root) => {
    const below = childrenOf(categories, root.id)
    return below.length > 0 ? below : [root]
  })
  const shown = kinds.slice(0, mostKinds)
  return (
    <nav aria-label={t('home.index')} className="wrap mt-20 md:mt-32">
      <h2 className="label">{t('home.index')}</h2>
      <ul className="headline mt-5 flex flex-wrap items-baseline text-2xl leading-[1.25]">
        {shown.map((kind, index) => {
          const name = wordsFor(kind.names, locale)
          return (
            <li key={kind.id} className="flex items-baseline">
              <a
                href={to.category(kind.id)}
                className="decoration-1 underline-offset-[0.14em] hover:text-accent hover:underline"
                {...textAttributes(name ?? {})}
              >
                {name?.text ?? kind.id}
              </a>
              {index < shown.length - 1 && (
                <span aria-hidden="true" className="mx-3 text-control md:mx-5">
                  /
                </span>
              )}
            </li>
          )
        })}
      </ul>
    </nav>
  )
}

function Selection({ locale, cards }: { locale: Locale; cards: readonly ProductCard[] }) {
  const [lead, ...others] = cards
  if (!lead) return null
  const t = translator(locale)
  return (
    <section className="wrap mt-24 md:mt-36">
      <h2 className="headline text-2xl">{t('home.selected')}</h2>
      <div className="mt-8 grid gap-x-6 gap-y-10 md:mt-12 md:grid-cols-12">
        <Card card={lead} locale={locale} sizes="(min-width: 52rem) 50vw, 92vw" className="md:col-span-6" />
        <ul className="grid grid-cols-2 gap-x-3 gap-y-10 sm:gap-x-6 md:col-span-6 md:col-start-7">
          {others.slice(0, 4).map((card) => (
            <li key={card.id}>
              <Card card={card} locale={locale} sizes="(min-width: 52rem) 24vw, 46vw" />
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}

function Story({
  locale,
  categories,
  card,
}: {
  locale: Locale
  categories: readonly Category[]
  card?: ProductCard
}) {
  const t = translator(locale)
  const root = childrenOf(categories).at(-1)
  return (
    <section className="mt-24 bg-sunk md:mt-36">
      <div className="wrap grid items-stretch gap-x-14 gap-y-8 md:grid-cols-12">
        {card?.picture && (
          <div className="-mx-(--gutter) aspect-4/5 overflow-clip md:col-span-5 md:me-0">
            <Picture source={card.picture} sizes="(min-width: 52rem) 42vw, 100vw" silent />
          </div>
        )}
        <div className="grid content-center justify-items-start gap-6 pb-14 pt-14 md:col-span-7 md:py-24">
          <h2 className="headline max-w-[18ch] text-3xl">{t('home.storyTitle')}</h2>
          <p className="max-w-[52ch] text-base text-ink-2">{t('home.storyText')}</p>
          {root && (
            <a href={paths(locale).category(root.id)} className={button('quiet')}>
              {t('nav.all', { name: wordsFor(root.names, locale)?.text ?? root.id })}
              <Icon name="chevron" flip className="size-4" />
            </a>
          )}
        </div>
      </div>
    </section>
  )
}

function Row({ locale, cards }: { locale: Locale; cards: readonly ProductCard[] }) {
  if (cards.length === 0) return null
  const t = translator(locale)
  return (
    <section className="wrap mt-24 md:mt-36">
      <h2 className="headline text-2xl">{t('home.newest')}</h2>
      <ul className="mt-8 grid grid-cols-2 gap-x-3 gap-y-10 sm:gap-x-6 md:mt-12 md:grid-cols-4">
        {cards.map((card) => (
          <li key={card.id}>
            <Card card={card} locale={locale} sizes="(min-width: 52rem) 23vw, 46vw" />
          </li>
        ))}
      </ul>
    </section>
  )
}
