import type { CSSProperties } from 'react'
import type { PictureSource } from '@/lib/picture'

interface Props {
  source: PictureSource
  /** As in HTML: the width of the slot at each width of the window. */
  sizes: string
  /** The picture that the page is about: fetched first. All others wait until they come near. */
  eager?: boolean
  /** `contain` shows all of it, with room around. */
  fit?: 'cover' | 'contain'
  className?: string
  style?: CSSProperties
  /** Decoration beside a text that says the same. */
  silent?: boolean
}

const address = (key: string, width: number, format: string) => `/assets/${key}/${width}.${format}`
const sourceSet = ({ key, widths }: PictureSource, format: string) =>
  widths.map((width) => `${address(key, width, format)} ${width}w`).join(', ')

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
  const middle = source.widths[Math.floor(source.widths.length / 2)] ?? source.width
  return (
    <picture className={eager ? 'contents' : 'near block size-full'}>
      {formats.includes('avif') && fallback !== 'avif' && (
        <source type="image/avif" srcSet={sourceSet(source, 'avif')} sizes={sizes} />
      )}
      {/* biome-ignore lint/performance/noImgElement: renditions come from the asset pipeline */}
      <img
        src={address(source.key, middle, fallback)}
        srcSet={sourceSet(source, fallback)}
        sizes={sizes}
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
