import { formatNumber } from '@/lib/i18n/format'
import { translator } from '@/lib/i18n/messages'
import { plainWords, wordsFor } from '@/lib/i18n/words'
import type { Locale } from '@/lib/markets'
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
  const facts = { ...product.attributes, ...variant.attributes }
  const optionCodes = new Set(product.options.map(({ code }) => code))
  const known = definitions.filter(({ code }) => code in facts && !optionCodes.has(code) && code !== 'colour')
  const rows = [
    ...known.map((definition) => ({
      code: definition.code,
      name: wordsFor(definition.labels, locale)?.text ?? definition.code,
      value: written(facts[definition.code], definition, locale),
    })),
    ...(product.brand ? [{ code: 'brand', name: t('product.brand'), value: product.brand }] : []),
    { code: 'sku', name: t('product.sku'), value: variant.sku },
    ...(variant.gtin ? [{ code: 'gtin', name: 'GTIN', value: variant.gtin }] : []),
  ].filter(({ value }) => value !== '')
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

  function written(value: unknown, definition: AttributeDefinition, page: Locale): string {
    if (Array.isArray(value)) return value.map((part) => written(part, definition, page)).join(', ')
    if (typeof value === 'boolean') return t(value ? 'value.yes' : 'value.no')
    if (typeof value === 'number')
      return `${formatNumber(value, page)}${definition.unit ? ` ${definition.unit}` : ''}`
    if (typeof value !== 'string') return ''
    const names = definition.values?.[value]
    return names ? plainWords(names, page, value) : value
  }
}

function Rows({ rows }: { rows: readonly { code: string; name: string; value: string }[] }) {
  return (
    <dl className="text-sm">
      {rows.map(({ code, name, value }) => (
        <div key={code} className="grid grid-cols-[minmax(8rem,2fr)_3fr] gap-4 border-b border-line py-2.5">
          <dt className="text-ink-2">{name}</dt>
          <dd className="break-words" dir="auto">
            {value}
          </dd>
        </div>
      ))}
    </dl>
  )
}
