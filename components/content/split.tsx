import { Figure } from '@/components/content/figure'
import type { Pictures } from '@/components/content/materials'
import { isUpright } from '@/components/content/story'
import { WayOn } from '@/components/content/way-on'
import { paragraphs, said } from '@/lib/copy'
import type { Locale } from '@/lib/markets'
import type { BlockOf } from '@/server/content/model'

interface Props {
  block: BlockOf<'split'>
  pictures: Pictures
  locale: Locale
}

/** A photograph and a few words, one beside the other and not of equal weight. */
export function Split({ block, pictures, locale }: Props) {
  const { image, side, tone, label, title, text, link } = block
  const pictured = pictures[image.picture] !== undefined
  const upright = isUpright(pictures, image.picture)
  const band = tone === 'sunk'
  // A wide photograph fills its band to the edges.
  const flush = band && pictured && !upright
  const place = upright ? places.upright[side] : places.wide[side]
  return (
    <section className={`mt-20 md:mt-36 ${band ? 'bg-sunk' : ''} ${band && !flush ? 'py-14 md:py-24' : ''}`}>
      <div
        className={`wrap grid gap-x-6 gap-y-7 md:grid-cols-12 ${flush ? 'max-md:pb-12 md:items-center' : 'md:items-end'}`}
      >
        {pictured && (
          <Figure
            {...{ image, pictures, locale }}
            sizes={upright ? '(min-width: 52rem) 40vw, 92vw' : '(min-width: 52rem) 56vw, 92vw'}
            className={`${place.picture} ${flush ? 'max-md:-mx-(--gutter)' : ''}`}
          />
        )}
        <div className={`grid gap-5 ${pictured ? place.words : 'md:col-span-7'}`}>
          {label && <p className="label">{said(label, locale)}</p>}
          <h2 className="headline max-w-[14ch] text-2xl">{said(title, locale)}</h2>
          {paragraphs(said(text, locale)).map((paragraph) => (
            <p key={paragraph} className="max-w-[46ch] text-base text-ink-2">
              {paragraph}
            </p>
          ))}
          {link && <WayOn link={link} locale={locale} look="line" />}
        </div>
      </div>
    </section>
  )
}

const places = {
  wide: {
    start: {
      picture: 'md:col-span-7 md:row-start-1 md:-ms-(--gutter)',
      words: 'md:col-span-4 md:col-start-9',
    },
    end: {
      picture: 'md:col-span-7 md:col-start-6 md:row-start-1 md:-me-(--gutter)',
      words: 'md:col-span-4 md:col-start-1 md:row-start-1',
    },
  },
  upright: {
    start: {
      picture: 'md:col-span-5 md:col-start-2 md:row-start-1',
      words: 'md:col-span-4 md:col-start-8',
    },
    end: {
      picture: 'md:col-span-5 md:col-start-7 md:row-start-1',
      words: 'md:col-span-4 md:col-start-2 md:row-start-1',
    },
  },
} as const
