import { type Values, format } from '@/lib/i18n/format'
import arAE from '@/lib/i18n/messages/ar-AE.json'
import deDE from '@/lib/i18n/messages/de-DE.json'
import enGB from '@/lib/i18n/messages/en-GB.json'
import enUS from '@/lib/i18n/messages/en-US.json'
import type { Locale } from '@/lib/markets'

export type MessageKey = keyof typeof enGB
/** Messages that an island needs, chosen on the server: `t` for islands is `format(messages[key], values, locale)`. */
export type Messages<K extends MessageKey> = Readonly<Record<K, string>>
export type Translate = (key: MessageKey, values?: Values) => string

/** A key that a language lacks is a type error here. American English holds only what differs from British. */
const catalogues: Readonly<Record<Locale, Messages<MessageKey>>> = {
  'en-GB': enGB,
  'de-DE': deDE,
  'en-US': { ...enGB, ...enUS },
  'ar-AE': arAE,
}

/** The shop's words in a locale. For server components; islands get theirs by `pick`. */
export function translator(locale: Locale): Translate {
  const messages = catalogues[locale]
  return (key, values = {}) => format(messages[key], values, locale)
}

/** The patterns of some messages, to hand to an island. */
export function pick<K extends MessageKey>(locale: Locale, keys: readonly K[]): Messages<K> {
  const messages = catalogues[locale]
  const picked: Partial<Record<K, string>> = {}
  for (const key of keys) picked[key] = messages[key]
  return picked as Messages<K> // every key of K has just been set
}

const isKey = (key: string): key is MessageKey => key in enGB

/** The sentence for a problem's code (`problem.sold-out`), or the general one. */
export const problemText = (t: Translate, code: string): string => {
  const key = `problem.${code}`
  return isKey(key) ? t(key) : t('problem.internal')
}
