import { CategoryIndex } from '@/components/content/category-index'
import type { Materials } from '@/components/content/materials'
import { ProductLine } from '@/components/content/product-line'
import { Teasers } from '@/components/content/teasers'
import { WayOn } from '@/components/content/way-on'
import { Card } from '@/components/product/card'
import { said } from '@/lib/copy'
import type { Locale } from '@/lib/markets'
import type { ProductCard } from '@/lib/product-card'
import type { BlockOf } from '@/server/content/model'

interface Props {
  block: BlockOf<'grid'>
  materials: Materials
  locale: Locale
}

/** Things, pages or categories side by side; nothing at all where there is nothing to show. */
export function Grid({ block, materials, locale }: Props) {
  const { of, title, layout } = block
  if (of.what === 'categories')
    return <CategoryIndex title={said(title, locale)} {...{ locale }} categories={materials.categories} />
  const cards = materials.cards.get(block) ?? []
  const pages = of.what === 'pages' ? of.pages : []
  const teasers = pages.flatMap((slug) => materials.teasers.find((one) => one.slug === slug) ?? [])
  if (cards.length + teasers.length === 0) return null
  return (
    <section className="wrap mt-24 md:mt-40">
      <GridHead block={block} locale={locale} />
      {teasers.length > 0 ? (
        <Teasers teasers={teasers} locale={locale} />
      ) : layout === 'line' ? (
        <ProductLine cards={cards} locale={locale} />
      ) : layout === 'lead' ? (
        <Lead cards={cards} locale={locale} />
      ) : (
        <Row cards={cards} locale={locale} />
      )}
    </section>
  )
}

function GridHead({ block: { title, text, link }, locale }: Pick<Props, 'block' | 'locale'>) {
  return (
    <div className="grid items-end gap-x-6 gap-y-3 md:grid-cols-12">
      <h2 className="headline max-w-[18ch] text-2xl md:col-span-6">{said(title, locale)}</h2>
      <div className="grid gap-2 md:col-span-4 md:col-start-9">
        {text && <p className="max-w-[44ch] text-sm text-ink-2">{said(text, locale)}</p>}
        {link && <WayOn link={link} locale={locale} look="line" />}
      </div>
    </div>
  )
}

interface CardsProps {
  cards: readonly ProductCard[]
  locale: Locale
}

/** One large, and others beside it. */
function Lead({ cards: [lead, ...others], locale }: CardsProps) {
  if (!lead) return null
  return (
    <div className="mt-8 grid gap-x-6 gap-y-10 md:mt-14 md:grid-cols-12">
      <Card card={lead} locale={locale} sizes="(min-width: 52rem) 50vw, 92vw" className="md:col-span-6" />
      <ul className="grid grid-cols-2 gap-x-3 gap-y-10 sm:gap-x-6 md:col-span-5 md:col-start-8">
        {others.slice(0, 4).map((card) => (
          <li key={card.id}>
            <Card card={card} locale={locale} sizes="(min-width: 52rem) 20vw, 46vw" />
          </li>
        ))}
      </ul>
    </div>
  )
}

function Row({ cards, locale }: CardsProps) {
  return (
    <ul className="mt-8 grid grid-cols-2 gap-x-3 gap-y-10 sm:gap-x-6 md:mt-14 md:grid-cols-4">
      {cards.map((card) => (
        <li key={card.id}>
          <Card card={card} locale={locale} sizes="(min-width: 52rem) 23vw, 46vw" />
        </li>
      ))}
    </ul>
  )
}
