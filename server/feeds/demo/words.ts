import type { ProductText } from '@/server/catalogue/model'

/** The demo files write British English as `en-GB`; to the shop it is English, from which American differs. */
const keyOf = (locale: string): string => (locale === 'en-US' ? locale : (locale.split('-')[0] ?? locale))

/** Labels by locale as words by language. */
export const words = (labels: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(labels).map(([locale, text]) => [keyOf(locale), text]))

type Copy = Partial<Pick<ProductText, 'name' | 'summary' | 'description'>>

/** One field of the copy by language. */
export const copyField = (
  copies: Readonly<Record<string, Copy>>,
  field: keyof Copy,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(copies).flatMap(([locale, copy]) => {
      const text = copy[field]
      return text ? [[keyOf(locale), text]] : []
    }),
  )

/** Texts by language; American English holds only its differences, so the rest of it is the British. */
export function productTexts(
  copies: Readonly<Record<string, Copy>>,
  care: Readonly<Record<string, string>>,
): Record<string, ProductText> {
  const british = copies['en-GB'] ?? {}
  const texts = Object.entries(copies).map(([locale, copy]) => {
    const whole = locale === 'en-US' ? { ...british, ...copy } : copy
    const { name } = whole
    if (!name) throw new Error(`a text in ${locale} has no name`)
    return [keyOf(locale), { ...whole, name, care: care[locale] ?? care['en-GB'] }] as const
  })
  return Object.fromEntries(texts)
}
