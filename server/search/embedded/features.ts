/**
 * Where a term stands in a document, packed into 19 bits:
 * title 2 (occurrences), title position 5 (the first one; 31: later), type 2 (1 modifier, 2 head),
 * category 2 (1 above, 2 the product's own), brand 1, description 3, attributes 2, keywords 1, code 1.
 */
export interface TermFeatures {
  title: number
  position: number
  type: 0 | 1 | 2
  category: 0 | 1 | 2
  brand: 0 | 1
  description: number
  attributes: number
  keywords: 0 | 1
  code: 0 | 1
}

export const noFeatures = (): TermFeatures => ({
  title: 0,
  position: 31,
  type: 0,
  category: 0,
  brand: 0,
  description: 0,
  attributes: 0,
  keywords: 0,
  code: 0,
})

export function pack(f: TermFeatures): number {
  return (
    Math.min(f.title, 3) |
    (Math.min(f.position, 31) << 2) |
    (f.type << 7) |
    (f.category << 9) |
    (f.brand << 11) |
    (Math.min(f.description, 7) << 12) |
    (Math.min(f.attributes, 3) << 15) |
    (f.keywords << 17) |
    (f.code << 18)
  )
}

export const titleOf = (packed: number): number => packed & 3
export const positionOf = (packed: number): number => (packed >> 2) & 31
export const typeOf = (packed: number): number => (packed >> 7) & 3
export const categoryOf = (packed: number): number => (packed >> 9) & 3
export const brandOf = (packed: number): number => (packed >> 11) & 1
export const descriptionOf = (packed: number): number => (packed >> 12) & 7
export const attributesOf = (packed: number): number => (packed >> 15) & 3
export const keywordsOf = (packed: number): number => (packed >> 17) & 1
export const codeOf = (packed: number): number => (packed >> 18) & 1

/** What two terms that say the same say together: the earlier title position, the stronger type. */
export function merge(a: number, b: number): number {
  const position = Math.min(titleOf(a) > 0 ? positionOf(a) : 31, titleOf(b) > 0 ? positionOf(b) : 31)
  const rest = (a | b) & ~((31 << 2) | (3 << 7))
  return rest | (position << 2) | (Math.max(typeOf(a), typeOf(b)) << 7)
}
