import { Drawn } from '@/components/ui/drawn'
import { Picture } from '@/components/ui/picture'
import { textAttributes } from '@/lib/i18n/words'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import type { ProductCard } from '@/lib/product-card'

/** Of things of different size that stand on one line. */
const places = [
  { width: 'w-[66vw] md:w-[36%]', sizes: '(min-width: 52rem) 33vw, 66vw' },
  { width: 'w-[40vw] md:w-[17%]', sizes: '(min-width: 52rem) 16vw, 40vw' },
  { width: 'w-[56vw] md:w-[29%]', sizes: '(min-width: 52rem) 26vw, 56vw' },
  { width: 'w-[40vw] md:w-[18%]', sizes: '(min-width: 52rem) 16vw, 40vw' },
] as const

/** A few things of different size that stand on one line; in narrow windows it goes on past the edge. */
export function ProductLine({ cards, locale }: { cards: readonly ProductCard[]; locale: Locale }) {
  const to = paths(locale)
  return (
    <ul className="mt-10 flex items-end gap-3 border-b border-ink max-md:-mx-(--gutter) max-md:snap-x max-md:scroll-px-(--gutter) max-md:overflow-x-auto max-md:px-(--gutter) md:mt-16 md:gap-5">
      {cards.slice(0, places.length).map((card, index) => (
        <li key={card.id} className={`shrink-0 snap-start md:shrink ${places[index]?.width ?? ''}`}>
          <a href={to.product(card.id)} className="group block" data-morph-link>
            <span
              className="mb-3 block text-xs text-ink-2 group-hover:text-ink"
              {...textAttributes(card.name)}
            >
              {card.name.text}
            </span>
            <span className="block aspect-4/5 overflow-clip" data-morph>
              {card.picture ? (
                <Picture source={card.picture} sizes={places[index]?.sizes ?? '66vw'} />
              ) : (
                <Drawn seed={card.id} />
              )}
            </span>
          </a>
        </li>
      ))}
    </ul>
  )
}
