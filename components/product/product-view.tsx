import type { ComponentProps } from 'react'
import { buyFormId } from '@/components/cart/buy-form-id'
import { SoftLinks } from '@/components/listing/soft-links'
import { BuyBar } from '@/components/product/buy-bar'
import { BuyBox } from '@/components/product/buy-box'
import { Card } from '@/components/product/card'
import { Facts } from '@/components/product/facts'
import { Films } from '@/components/product/films'
import { Gallery } from '@/components/product/gallery'
import { RecentlyViewed } from '@/components/product/recently-viewed'
import { ProductReviews } from '@/components/reviews/product-reviews'
import { productData } from '@/components/product/structured-data'
import { Breadcrumbs } from '@/components/ui/breadcrumbs'
import { JsonLd } from '@/components/ui/json-ld'
import { pick, translator } from '@/lib/i18n/messages'
import { textAttributes, wordsFor } from '@/lib/i18n/words'
import { formatMoney } from '@/lib/money'
import { paths } from '@/lib/paths'
import type { PictureSource } from '@/lib/picture'
import { type ProductCard, nameOf, pictureOf, textOf } from '@/lib/product-card'
import { picturesOf } from '@/lib/variants'
import type { ProductVideo } from '@/server/assets/product-media'
import type { AttributeDefinition, Category } from '@/server/catalogue/model'
import type { Price } from '@/server/pricing/model'
import type { ReviewPage } from '@/server/reviews/model'

interface Props extends ComponentProps<typeof BuyBox> {
  prices: readonly Price[]
  definitions: readonly AttributeDefinition[]
  trail: readonly Category[]
  related: readonly ProductCard[]
  videos: readonly ProductVideo[]
  said: ReviewPage
}

/** A product's page. */
export function ProductView({ prices, definitions, trail, related, videos, said, ...buying }: Props) {
  const { product, chosen, locale, stock } = buying
  const t = translator(locale)
  const to = paths(locale)
  const name = nameOf(product, locale)
  const description = textOf(product, locale, 'description')
  const care = textOf(product, locale, 'care')
  const pictures = picturesOf(product, chosen).map((media) => pictureOf(media, locale))
  const [first] = pictures
  const crumbs = [
    { text: t('nav.home'), href: to.home },
    ...trail.map((step) => ({
      ...(wordsFor(step.names, locale) ?? { text: step.id }),
      href: to.category(step.id),
    })),
    name,
  ]
  return (
    <>
      <JsonLd data={productData(product, { prices, stock, said }, locale)} />
      <div className="wrap pt-6 pb-5">
        <Breadcrumbs crumbs={crumbs} label={t('nav.breadcrumb')} />
      </div>
      <SoftLinks className="wrap grid grid-cols-[minmax(0,1fr)] gap-x-14 gap-y-8 [&_img]:transition-opacity data-pending:[&_img]:opacity-60 md:grid-cols-[minmax(0,1.35fr)_minmax(20rem,1fr)] xl:gap-x-24">
        <div>
          <Gallery pictures={pictures} seed={product.id} locale={locale} />
          <Films films={videos} name={name.text} />
        </div>
        <div className="max-w-xl self-start md:sticky md:top-28">
          <BuyBox {...buying} />
        </div>
      </SoftLinks>
      <div className="wrap mt-16 grid grid-cols-1 gap-x-14 gap-y-12 md:mt-24 md:grid-cols-2 xl:gap-x-24">
        <div className="grid grid-cols-1 content-start gap-10">
          {description && (
            <section>
              <h2 className="label">{t('product.about')}</h2>
              <div
                className="mt-4 grid max-w-[58ch] grid-cols-1 gap-4 text-base"
                {...textAttributes(description)}
              >
                {description.text.split(/\n{2,}/).map((paragraph, index) => (
                  <p key={index} className={index === 0 ? 'headline text-xl' : ''}>
                    {paragraph}
                  </p>
                ))}
              </div>
            </section>
          )}
          {care && (
            <section>
              <h2 className="label">{t('product.care')}</h2>
              <p className="mt-3 max-w-[58ch] text-ink-2" {...textAttributes(care)}>
                {care.text}
              </p>
            </section>
          )}
        </div>
        <section>
          <h2 className="label mb-2">{t('product.facts')}</h2>
          <Facts product={product} variant={chosen} definitions={definitions} locale={locale} />
        </section>
      </div>
      <ProductReviews
        product={product.id}
        said={said}
        locale={locale}
        page={to.product(product.id, chosen.sku)}
      />
      {related.length > 0 && (
        <section className="wrap mt-24">
          <h2 className="headline text-2xl">{t('product.related')}</h2>
          <ul className="mt-8 grid grid-cols-2 gap-x-3 gap-y-10 sm:gap-x-6 md:grid-cols-4">
            {related.map((card) => (
              <li key={card.id}>
                <Card card={card} locale={locale} sizes="(min-width: 52rem) 23vw, 46vw" />
              </li>
            ))}
          </ul>
        </section>
      )}
      <RecentlyViewed
        current={{ id: product.id, name: name.text, lang: name.lang, picture: first && bare(first) }}
        locale={locale}
        messages={pick(locale, ['recent.title', 'recent.forget'])}
      />
      {stock[chosen.sku]?.state !== 'out' && (
        <BuyBar
          form={buyFormId}
          label={t('cart.add')}
          price={formatMoney({ amount: buying.price.amount, currency: buying.price.currency }, locale, true)}
        />
      )}
    </>
  )
}

/** Without what a small picture does without. */
const bare = ({ key, widths, formats, width, height }: PictureSource) => ({
  key,
  widths,
  formats,
  width,
  height,
})
