import { said } from '@/lib/copy'
import type { Locale } from '@/lib/markets'
import type { Copy, EditorialPicture } from '@/server/content/model'

interface Props {
  picture: EditorialPicture
  locale: Locale
  /** As in HTML: the width of the slot at each width of the window. */
  sizes: string
  alt?: Copy
  /** The picture that the page opens with: fetched first. */
  eager?: boolean
  /** In narrow windows its upright cut is shown, across the whole width. */
  upright?: boolean
  /** Decoration beside a text that says the same. */
  silent?: boolean
}

const narrow = '(max-width: 51.99rem)'

/** An editorial photograph in its own proportions, at the size of its slot, its blurred preview under it until it is there. */
export function Photograph({ picture, locale, sizes, alt, eager, upright, silent }: Props) {
  const { key, widths, width, height, formats, tall, placeholder } = picture
  const set = (format: string, of: readonly number[], prefix = '') =>
    of.map((one) => `/assets/${key}/${prefix}${one}.${format} ${one}w`).join(', ')
  const cut = upright ? tall : undefined
  const others = formats.filter((format) => format !== 'webp')
  return (
    <picture className={eager ? 'contents' : 'near block'}>
      {cut &&
        [...others, 'webp'].map((format) => (
          <source
            key={format}
            media={narrow}
            type={`image/${format}`}
            srcSet={set(format, cut.widths, `${cut.name}-`)}
            sizes="100vw"
            width={cut.width}
            height={cut.height}
          />
        ))}
      {others.map((format) => (
        <source key={format} type={`image/${format}`} srcSet={set(format, widths)} sizes={sizes} />
      ))}
      {/* biome-ignore lint/performance/noImgElement: renditions come from the room's pipeline */}
      <img
        src={`/assets/${key}/${widths[Math.floor(widths.length / 2)] ?? width}.webp`}
        srcSet={set('webp', widths)}
        sizes={sizes}
        width={width}
        height={height}
        alt={silent ? '' : said(alt ?? picture.alt, locale)}
        loading={eager ? 'eager' : 'lazy'}
        fetchPriority={eager ? 'high' : undefined}
        decoding="async"
        className={`h-auto w-full bg-sunk bg-cover bg-center object-cover ${cut ? 'max-md:aspect-4/5' : ''}`}
        style={{ backgroundImage: `url(${placeholder})` }}
      />
    </picture>
  )
}
