import { Enlarged } from '@/components/product/enlarged'
import { Drawn } from '@/components/ui/drawn'
import { Picture } from '@/components/ui/picture'
import { translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import type { PictureSource } from '@/lib/picture'

interface Props {
  pictures: readonly PictureSource[]
  seed: string
  locale: Locale
}

/** The photographs of a product: swiped on small windows, side by side on large ones, each opens in full, where they are swiped too. */
export function Gallery({ pictures, seed, locale }: Props) {
  const t = translator(locale)
  // Between the first and a last one without a neighbour they stand in pairs.
  const wide = (index: number) => index === 0 || (index % 2 === 1 && index === pictures.length - 1)
  if (pictures.length === 0) {
    return (
      <div data-morph-target className="aspect-4/5 overflow-clip" style={{ viewTransitionName: 'product' }}>
        <Drawn seed={seed} />
      </div>
    )
  }
  return (
    <>
      <ul
        aria-label={t('product.photographs')}
        className="flex snap-x snap-mandatory gap-2 overflow-x-auto max-md:-mx-(--gutter) max-md:scroll-px-(--gutter) max-md:px-(--gutter) md:grid md:grid-cols-2 md:gap-4"
      >
        {pictures.map((picture, index) => (
          <li
            key={picture.key}
            className={`relative shrink-0 snap-center max-md:w-[86vw] only:max-md:w-full ${wide(index) ? 'md:col-span-2' : ''}`}
          >
            <button
              type="button"
              popoverTarget="photos"
              data-photo={index}
              aria-label={t('product.enlarge', { number: index + 1, count: pictures.length })}
              data-morph-target={index === 0 || undefined}
              className="block aspect-4/5 w-full cursor-zoom-in overflow-clip"
              style={index === 0 ? { viewTransitionName: 'product' } : undefined}
            >
              <Picture
                source={picture}
                eager={index === 0}
                sizes={
                  wide(index)
                    ? '(min-width: 100rem) 54rem, (min-width: 52rem) 54vw, 86vw'
                    : '(min-width: 100rem) 27rem, (min-width: 52rem) 27vw, 86vw'
                }
              />
            </button>
          </li>
        ))}
      </ul>
      <Enlarged label={t('product.photographs')} close={t('nav.close')} zoom={t('product.zoom')}>
        {pictures.map((picture) => (
          <li key={picture.key}>
            <Picture source={picture} sizes="100vw" fit="contain" />
          </li>
        ))}
      </Enlarged>
    </>
  )
}
