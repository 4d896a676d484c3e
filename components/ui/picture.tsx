import type { CSSProperties } from 'react'
import { choiceOf, type PictureSource, thumbnailOf } from '@/lib/picture'

interface Props {
  source: PictureSource
  /** The width of its slot: as in HTML at each width of the window, or a thumbnail's in pixels of the page, of 96 at most. */
  sizes: string | number
  /** The picture that the page is about: fetched first. All others wait until they come near. */
  eager?: boolean
  /** `contain` shows all of it, with room around. */
  fit?: 'cover' | 'contain'
  className?: string
  style?: CSSProperties
  /** Decoration beside a text that says the same. */
  silent?: boolean
}

/** A photograph at the size of its slot, with its blurred preview under it until it is there. It fills its frame. */
export function Picture({
  source,
  sizes,
  eager = false,
  fit = 'cover',
  className = '',
  style,
  silent = false,
}: Props) {
  const formats = source.formats ?? ['avif', 'webp']
  const fallback = formats.includes('webp') ? 'webp' : 'avif'
  const choice = (format: string) =>
    typeof sizes === 'number' ? thumbnailOf(source, format, sizes) : choiceOf(source, format)
  const told = typeof sizes === 'number' ? undefined : sizes
  const { set, plain } = choice(fallback)
  return (
    <picture className={eager ? 'contents' : 'near block size-full'}>
      {formats.includes('avif') && fallback !== 'avif' && (
        <source type="image/avif" srcSet={choice('avif').set} sizes={told} />
      )}
      {/* biome-ignore lint/performance/noImgElement: renditions come from the asset pipeline */}
      <img
        src={plain}
        srcSet={set}
        sizes={told}
        width={source.width}
        height={source.height}
        alt={silent ? '' : source.alt}
        loading={eager ? 'eager' : 'lazy'}
        fetchPriority={eager ? 'high' : undefined}
        decoding="async"
        className={`size-full bg-center ${fit === 'cover' ? 'bg-sunk bg-cover object-cover' : 'bg-contain bg-no-repeat object-contain'} ${className}`}
        style={{ ...(source.placeholder ? { backgroundImage: `url(${source.placeholder})` } : {}), ...style }}
      />
    </picture>
  )
}
