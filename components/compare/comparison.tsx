import type { ReactNode } from 'react'
import { Companions } from '@/components/compare/companions'
import { Price } from '@/components/product/price'
import { button } from '@/components/ui/button'
import { Drawn } from '@/components/ui/drawn'
import { Icon } from '@/components/ui/icon'
import { Picture } from '@/components/ui/picture'
import { translator } from '@/lib/i18n/messages'
import { type Text, textAttributes } from '@/lib/i18n/words'
import { type Locale, marketOf } from '@/lib/markets'
import { paths } from '@/lib/paths'
import type { ProductCard } from '@/lib/product-card'

/** One line of the table: what is said of each product, in their order. */
export interface ComparedFact {
  readonly code: string
  readonly name: string
  /** `undefined` where nothing is known. */
  readonly values: readonly (string | undefined)[]
  readonly differs: boolean
}
interface Props {
  cards: readonly ProductCard[]
  facts: readonly ComparedFact[]
  /** What could stand beside them. */
  others: readonly { readonly id: string; readonly name: Text }[]
  locale: Locale
}

const cell = 'max-w-64 py-3 pe-4 text-start align-top break-words md:pe-6'

/** Products side by side: what each costs and is; what differs stands out. */
export function Comparison({ cards, facts, others, locale }: Props) {
  const t = translator(locale)
  const to = paths(locale)
  const ids = cards.map(({ id }) => id)
  return (
    <>
      <Companions compared={ids} />
      <section
        aria-label={t('compare.table')}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it
        tabIndex={0}
        className="relative mt-10 overflow-x-auto"
      >
        <table className="w-full min-w-max border-collapse text-sm md:min-w-full md:table-fixed">
          <thead>
            <tr className="align-top">
              <th scope="col" className="w-28 md:w-44">
                <span className="sr-only">{t('product.facts')}</span>
              </th>
              {cards.map((card) => (
                <th
                  key={card.id}
                  scope="col"
                  className="w-44 max-w-64 min-w-44 pe-4 pb-5 text-start font-normal md:w-auto md:pe-6"
                >
                  <Head
                    card={card}
                    without={to.compare(ids.filter((id) => id !== card.id))}
                    locale={locale}
                  />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <Row name={t('markdown.price')}>
              {cards.map((card) => (
                <td key={card.id} className={cell}>
                  <Price price={card.price} was={card.was} from={card.from} locale={locale} />
                </td>
              ))}
            </Row>
            <Row name={t('markdown.stock')}>
              {cards.map((card) => (
                <td key={card.id} className={cell}>
                  {t(card.soldOut ? 'stock.out' : 'stock.in')}
                </td>
              ))}
            </Row>
            {facts.map(({ code, name, values, differs }) => (
              <Row key={code} name={name}>
                {cards.map((card, index) => (
                  <td key={card.id} className={`${cell} ${differs ? 'text-ink' : 'text-ink-3'}`}>
                    {values[index] === undefined ? (
                      <>
                        <span aria-hidden="true">–</span>
                        <span className="sr-only">{t('compare.unknown')}</span>
                      </>
                    ) : (
                      <bdi>{values[index]}</bdi>
                    )}
                  </td>
                ))}
              </Row>
            ))}
          </tbody>
        </table>
      </section>
      <p className="mt-3 text-xs text-ink-3">
        {t(marketOf(locale).taxIncluded ? 'price.taxIncluded' : 'price.taxAdded')}
      </p>
      {others.length > 0 && (
        <form action={to.compare([])} method="get" className="mt-8 flex flex-wrap items-end gap-3">
          {ids.map((id) => (
            <input key={id} type="hidden" name="p" value={id} />
          ))}
          <label className="grid w-full max-w-xs gap-1.5 text-sm text-ink-2">
            {t('compare.another')}
            <select name="p" className="field min-h-12 px-3">
              {others.map(({ id, name }) => (
                <option key={id} value={id} {...textAttributes(name)}>
                  {name.text}
                </option>
              ))}
            </select>
          </label>
          <button type="submit" className={button('quiet')}>
            {t('compare.add')}
          </button>
        </form>
      )}
    </>
  )
}

const Row = ({ name, children }: { name: string; children: ReactNode }) => (
  <tr className="border-t border-line">
    <th
      scope="row"
      className="sticky start-0 w-28 max-w-32 bg-paper py-3 pe-4 text-start align-top font-normal break-words text-ink-2 md:max-w-44"
    >
      {name}
    </th>
    {children}
  </tr>
)

function Head({ card, without, locale }: { card: ProductCard; without: string; locale: Locale }) {
  const t = translator(locale)
  return (
    <div className="relative grid gap-2">
      <a href={paths(locale).product(card.id)} className="group grid gap-2.5" data-morph-link>
        <span data-morph className="block aspect-4/5 overflow-clip bg-sunk">
          {card.picture ? (
            <Picture source={card.picture} sizes="(min-width: 52rem) 20vw, 11rem" silent />
          ) : (
            <Drawn seed={card.id} />
          )}
        </span>
        <span
          className="line-clamp-3 font-medium break-words group-hover:underline"
          {...textAttributes(card.name)}
        >
          {card.name.text}
        </span>
      </a>
      <a
        href={without}
        rel="nofollow"
        aria-label={t('compare.removeOf', { name: card.name.text })}
        className="absolute end-0 top-0 grid size-11 place-items-center bg-paper/85 hover:bg-paper"
      >
        <Icon name="close" />
      </a>
    </div>
  )
}
