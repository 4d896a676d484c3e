import { Figure } from '@/components/content/figure'
import type { Pictures } from '@/components/content/materials'
import { WayOn } from '@/components/content/way-on'
import { said } from '@/lib/copy'
import type { Locale } from '@/lib/markets'
import type { BlockOf } from '@/server/content/model'

interface Props {
  block: BlockOf<'hero'>
  pictures: Pictures
  locale: Locale
  /** The page begins with it: its title is the page's, its picture is fetched first. */
  opening: boolean
}

/** How a page opens: the title across the sheet, the photograph off its edge, the words in the margin beside it. */
export function Hero({ block, pictures, locale, opening }: Props) {
  const Heading = opening ? 'h1' : 'h2'
  const { label, title, text, image, link } = block
  const pictured = image !== undefined && pictures[image.picture] !== undefined
  return (
    <section className={opening ? 'pt-8 md:pt-16' : 'mt-28 md:mt-44'}>
      <div className="wrap">
        <Heading className="headline max-w-[15ch] text-4xl">{said(title, locale)}</Heading>
      </div>
      <div className="ps-[max(var(--gutter),calc((100%-100rem)/2+var(--gutter)))] mt-8 grid gap-x-6 gap-y-8 md:mt-14 md:grid-cols-12">
        <div className="grid content-start gap-6 max-md:order-2 max-md:pe-(--gutter) md:col-span-3 md:pe-4">
          {label && <p className="label max-md:hidden">{said(label, locale)}</p>}
          {text && <p className="max-w-[36ch] text-base text-ink-2">{said(text, locale)}</p>}
          {link && <WayOn link={link} locale={locale} look="button" />}
        </div>
        {pictured && (
          <Figure
            {...{ image, pictures, locale }}
            eager={opening}
            upright
            sizes="(min-width: 52rem) 74vw, 100vw"
            className="relative max-md:order-1 max-md:-ms-(--gutter) md:col-span-9"
            captionClass="max-md:px-(--gutter) lg:absolute lg:end-[calc(100%+1.5rem)] lg:bottom-0 lg:w-[calc(33.333%-1rem)] lg:max-w-none lg:pe-8"
          />
        )}
      </div>
    </section>
  )
}
