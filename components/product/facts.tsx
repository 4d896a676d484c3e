import { translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import { type Fact, productFacts } from '@/lib/product-facts'
import type { AttributeDefinition, Product, Variant } from '@/server/catalogue/model'

interface Props {
  product: Product
  variant: Variant
  definitions: readonly AttributeDefinition[]
  locale: Locale
}

const folded = 14

/** What is known of a product, as a table; a very long one folds. */
export function Facts({ product, variant, definitions, locale }: Props) {
  const t = translator(locale)
  const rows = productFacts(product, variant, definitions, locale)
  const rest = rows.slice(folded)
  return (
    <>
      <Rows rows={rows.slice(0, folded)} />
      {rest.length > 0 && (
        <details className="group/facts">
          <summary className="link mt-3 inline-block list-none text-sm group-open/facts:hidden">
            {t('product.moreFacts', { count: rest.length })}
          </summary>
          <Rows rows={rest} />
        </details>
      )}
    </>
  )
}

function Rows({ rows }: { rows: readonly Fact[] }) {
  return (
    <dl className="text-sm">
      {rows.map(({ code, name, value }) => (
        <div
          key={code}
          className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-4 border-b border-line py-2.5"
        >
          <dt className="text-ink-2">{name}</dt>
          <dd className="break-words">
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  )
}
