import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { readOfferAt } from '@/app/_reads/catalogue'
import { readReviews } from '@/app/_reads/reviews'
import { Histogram } from '@/components/reviews/histogram'
import { ReviewList } from '@/components/reviews/review-list'
import { ReviewPages } from '@/components/reviews/review-pages'
import { Breadcrumbs } from '@/components/ui/breadcrumbs'
import { button } from '@/components/ui/button'
import { alternates } from '@/lib/alternates'
import { translator } from '@/lib/i18n/messages'
import { textAttributes } from '@/lib/i18n/words'
import { paths } from '@/lib/paths'
import { nameOf } from '@/lib/product-card'
import type { ReviewOrder } from '@/server/reviews/model'

export const revalidate = 300
export const generateStaticParams = () => []

interface Props {
  params: Promise<{ locale: string; product: string; page?: string[] }>
}

async function opened({ params }: Props) {
  const { locale, product, page: steps = [] } = await params
  const asked = askedFor(steps)
  const offer = asked && (await readOfferAt(locale, product))
  if (!offer) notFound()
  return { ...offer, ...asked }
}

/** `/`, `/2`, `/helpful/2` or `/stars-4/helpful/2`: one address for each page, and none beside. */
const address = /^(?:stars-([1-5])\/)?(?:(helpful)\/)?(?:([2-9]|[1-9]\d)\/)?$/

function askedFor(
  steps: readonly string[],
): { order: ReviewOrder; page: number; stars: number | undefined } | undefined {
  const found = address.exec(steps.map((step) => `${step}/`).join(''))
  if (!found) return undefined
  const [, stars, helpful, page = '1'] = found
  return {
    order: helpful ? 'helpful' : 'newest',
    page: Number(page),
    stars: stars === undefined ? undefined : Number(stars),
  }
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { product, locale, order, page, stars } = await opened(props)
  const title = translator(locale)('review.of', { name: nameOf(product, locale).text })
  const first = order === 'newest' && page === 1 && stars === undefined
  return {
    title,
    ...(first ? alternates(locale, (to) => to.productReviews(product.id)) : {}),
    ...(first ? {} : { robots: { index: false } }),
  }
}

/** All that buyers say of a product, leaf by leaf. */
export default async function ReviewsPage(props: Props) {
  const { product, locale, order, page, stars } = await opened(props)
  const said = await readReviews(product.id, order, page, undefined, stars)
  if (page > 1 && said.reviews.length === 0) notFound()
  const t = translator(locale)
  const to = paths(locale)
  const name = nameOf(product, locale)
  return (
    <div className="wrap pt-6">
      <Breadcrumbs
        crumbs={[
          { text: t('nav.home'), href: to.home },
          { ...name, href: to.product(product.id) },
          { text: t('review.title') },
        ]}
        label={t('nav.breadcrumb')}
      />
      <h1 className="headline mt-8 text-2xl break-words">{t('review.of', { name: name.text })}</h1>
      <div className="mt-8 grid gap-x-14 gap-y-10 border-t border-ink pt-8 md:grid-cols-[minmax(14rem,1fr)_2.4fr] xl:gap-x-24">
        <div className="grid content-start gap-6 self-start md:sticky md:top-28">
          {said.rating.count > 0 ? (
            <Histogram
              rating={said.rating}
              locale={locale}
              href={(chosen) => to.productReviews(product.id, order, 1, chosen)}
              chosen={stars}
            />
          ) : (
            <p className="text-sm text-ink-2">{t('review.none')}</p>
          )}
          <a
            href={to.product(product.id)}
            className="link justify-self-start text-sm"
            {...textAttributes(name)}
          >
            {name.text}
          </a>
          <a href={to.review(product.id)} className={`${button('quiet')} justify-self-start`}>
            {t('review.write')}
          </a>
        </div>
        <div className="min-w-0">
          <ReviewPages
            product={product.id}
            order={order}
            page={page}
            pages={said.pages}
            stars={stars}
            locale={locale}
          >
            {stars !== undefined && said.reviews.length === 0 && said.rating.count > 0 ? (
              <p className="border-y border-line py-10 text-ink-2">
                {t('review.noneOfStars', { stars: t('review.stars', { count: stars }) })}
              </p>
            ) : (
              <ReviewList
                product={product.id}
                reviews={said.reviews}
                level="h2"
                locale={locale}
                page={to.productReviews(product.id, order, page, stars)}
              />
            )}
          </ReviewPages>
        </div>
      </div>
    </div>
  )
}
