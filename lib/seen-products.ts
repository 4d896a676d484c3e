import { keptList, type KeptList } from '@/lib/kept-list'
import type { Locale } from '@/lib/markets'
import type { PictureSource } from '@/lib/picture'

/** What is remembered of a product that somebody has looked at: enough to show the way back, and nothing that changes, such as a price. */
export interface SeenProduct {
  readonly id: string
  readonly name: string
  /** Where the name is not in the page's language. */
  readonly lang?: string
  readonly picture?: Pick<PictureSource, 'key' | 'widths' | 'formats' | 'width' | 'height'>
}

const most = 9
const lists = new Map<Locale, KeptList<SeenProduct>>()

const isSeen = (value: unknown): value is SeenProduct =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  typeof value.id === 'string' &&
  /^[a-z0-9-]+$/.test(value.id) &&
  'name' in value &&
  typeof value.name === 'string' &&
  (!('picture' in value) || isPicture(value.picture))

const isPicture = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'key' in value &&
  typeof value.key === 'string' &&
  'widths' in value &&
  Array.isArray(value.widths)

/** Products that were looked at in this browser in one locale, the last one first. */
export function seenProducts(locale: Locale): KeptList<SeenProduct> {
  let list = lists.get(locale)
  if (!list) {
    list = keptList(`quayside:seen:${locale}`, most, isSeen)
    lists.set(locale, list)
  }
  return list
}
