import type { Pictures } from '@/components/content/materials'
import { Photograph } from '@/components/content/photograph'
import { said } from '@/lib/copy'
import type { Locale } from '@/lib/markets'
import type { Shown } from '@/server/content/model'

interface Props {
  image: Shown
  pictures: Pictures
  locale: Locale
  sizes: string
  eager?: boolean
  upright?: boolean
  className?: string
  captionClass?: string
}

/** A photograph with what there is to say about it; nothing where it is missing. */
export function Figure({
  image,
  pictures,
  locale,
  sizes,
  eager,
  upright,
  className,
  captionClass = '',
}: Props) {
  const picture = pictures[image.picture]
  if (!picture) return null
  return (
    <figure className={className}>
      <Photograph {...{ picture, locale, sizes, eager, upright }} alt={image.alt} />
      {image.caption && (
        <figcaption className={`mt-3 max-w-[44ch] text-xs text-ink-2 ${captionClass}`}>
          {said(image.caption, locale)}
        </figcaption>
      )}
    </figure>
  )
}
