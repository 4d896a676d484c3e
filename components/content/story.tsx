import { Figure } from '@/components/content/figure'
import type { Pictures } from '@/components/content/materials'
import { paragraphs, said } from '@/lib/copy'
import type { Locale } from '@/lib/markets'
import type { BlockOf } from '@/server/content/model'

interface Props {
  block: BlockOf<'story'>
  pictures: Pictures
  locale: Locale
  /** The first of its page begins in a larger size. */
  first: boolean
}

/** Running text: its heading in the margin, its lines as long as they can be read with ease. */
export function Story({ block, pictures, locale, first }: Props) {
  const { label, title, text, image } = block
  const upright = image && isUpright(pictures, image.picture)
  return (
    <section className="wrap mt-16 grid gap-x-6 gap-y-5 md:mt-28 md:grid-cols-12">
      <div className="md:col-span-4 md:pe-6">
        {label && <p className="label mb-2">{said(label, locale)}</p>}
        {title && <h2 className="headline max-w-[16ch] text-xl">{said(title, locale)}</h2>}
      </div>
      <div className="grid gap-5 md:col-span-7 md:col-start-5 lg:col-span-6 lg:col-start-5">
        {paragraphs(said(text, locale)).map((paragraph, index) => (
          <p
            key={paragraph}
            className={
              first && index === 0 ? 'font-display text-xl leading-[1.36] -tracking-[0.01em]' : 'text-base'
            }
          >
            {paragraph}
          </p>
        ))}
      </div>
      {image && (
        <Figure
          {...{ image, pictures, locale }}
          sizes={upright ? '(min-width: 52rem) 40vw, 92vw' : '(min-width: 52rem) 64vw, 92vw'}
          className={`mt-6 md:mt-12 md:col-start-5 ${upright ? 'md:col-span-5' : 'md:col-span-8'}`}
        />
      )}
    </section>
  )
}

export function isUpright(pictures: Pictures, name: string): boolean {
  const picture = pictures[name]
  return picture !== undefined && picture.height > picture.width
}
