import { formatNumber } from '@/lib/i18n/format'
import { translator } from '@/lib/i18n/messages'
import { plainWords, wordsFor } from '@/lib/i18n/words'
import type { Locale } from '@/lib/markets'
import type { AttributeDefinition, Product, Variant } from '@/server/catalogue/model'

export interface Fact {
  readonly code: string
  readonly name: string
  readonly value: string
}

/** What is known of a product besides what there is to choose, in the words of a locale, in the order of the definitions. */
export function productFacts(
  product: Product,
  variant: Variant,
  definitions: readonly AttributeDefinition[],
  locale: Locale,
): Fact[] {
  const t = translator(locale)
  const facts = { ...product.attributes, ...variant.attributes }
  const optionCodes = new Set(product.options.map(({ code }) => code))
  const known = definitions.filter(({ code }) => code in facts && !optionCodes.has(code) && code !== 'colour')
  return [
    ...known.map((definition) => ({
      code: definition.code,
      name: wordsFor(definition.labels, locale)?.text ?? definition.code,
      value: written(facts[definition.code], definition),
    })),
    ...(product.brand ? [{ code: 'brand', name: t('product.brand'), value: product.brand }] : []),
    { code: 'sku', name: t('product.sku'), value: variant.sku },
    ...(variant.gtin ? [{ code: 'gtin', name: 'GTIN', value: variant.gtin }] : []),
  ].filter(({ value }) => value !== '')

  function written(value: unknown, definition: AttributeDefinition): string {
    if (Array.isArray(value)) return value.map((part) => written(part, definition)).join(', ')
    if (typeof value === 'boolean') return t(value ? 'value.yes' : 'value.no')
    if (typeof value === 'number')
      return `${formatNumber(value, locale)}${definition.unit ? ` ${definition.unit}` : ''}`
    if (typeof value !== 'string') return ''
    const names = definition.values?.[value]
    return names ? plainWords(names, locale, value) : value
  }
}
