import { z } from 'zod'
import { ProductId, Sku } from '@/server/platform/schemas'

/** Codes of options, attributes and categories: they stand in URLs. */
const Code = z.string().regex(/^[a-z0-9][A-Za-z0-9_-]{0,63}$/, 'a code')
/** Words by language or locale (`en`, `de`, `ar`, `en-US`), the more particular one first where both are there. */
const Words = (max: number) =>
  z.record(z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/), z.string().trim().min(1).max(max))

/** A text of a product in one language. */
export const ProductText = z.object({
  name: z.string().trim().min(1).max(300),
  /** One sentence, for lists and for search engines. */
  summary: z.string().trim().max(400).optional(),
  /** Paragraphs, separated by blank lines; plain text. */
  description: z.string().trim().max(8000).optional(),
  care: z.string().trim().max(2000).optional(),
})
export type ProductText = z.infer<typeof ProductText>

export const OptionValue = z.object({
  code: Code,
  labels: Words(80),
  /** A colour for swatches, `#rrggbb`. */
  swatch: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .optional(),
})
/** What a shopper chooses by: glaze, wood, size. */
export const ProductOption = z.object({
  code: Code,
  labels: Words(60),
  values: z.array(OptionValue).min(1).max(300),
})
export type ProductOption = z.infer<typeof ProductOption>

/** A photograph or drawing. Its renditions are `<key>/<width>.avif` and `.webp` under the assets' public path. */
export const Media = z.object({
  /** Where it stands in the assets bucket, without the file's extension: `products/<id>/images/<name>`. */
  key: z.string().max(300),
  /** Widths in pixels for which there are renditions, ascending. */
  widths: z.array(z.int().positive()).min(1).max(12),
  /** Formats in which every width is there. */
  formats: z
    .array(z.enum(['avif', 'webp']))
    .min(1)
    .default(['avif', 'webp']),
  /** Of the original, in pixels. */
  width: z.int().positive(),
  height: z.int().positive(),
  alt: Words(300),
  /** A few bytes that a blurred preview is drawn from (a data URL under 1.5 kB). */
  placeholder: z.string().max(1500).optional(),
  /** Only for variants with these option values; for all where absent. */
  options: z.record(Code, Code).optional(),
})
export type Media = z.infer<typeof Media>

export const AttributeValue = z.union([
  z.string().max(400),
  z.number(),
  z.boolean(),
  z.array(z.string().max(120)).max(30),
])
/** A fact about a product by the code of its definition. */
export const Attributes = z.record(Code, AttributeValue)

/** How facts of one code are called, counted and offered. Kept once, not in every product. */
export const AttributeDefinition = z.object({
  code: Code,
  kind: z.enum(['text', 'number', 'boolean']),
  labels: Words(80),
  /** As it follows a number: `mm`, `ml`. */
  unit: z.string().max(20).optional(),
  /** Names of text values that are codes. */
  values: z.record(z.string(), Words(120)).optional(),
  facet: z.boolean().default(false),
  version: z.int().nonnegative().default(0),
})
export type AttributeDefinition = z.infer<typeof AttributeDefinition>

export const Variant = z.object({
  sku: Sku,
  /** One value for each of the product's options. */
  options: z.record(Code, Code).default({}),
  gtin: z.string().max(20).optional(),
  /** The maker's own number. */
  mpn: z.string().max(80).optional(),
  attributes: Attributes.default({}),
})
export type Variant = z.infer<typeof Variant>

export const Product = z.object({
  id: ProductId,
  version: z.int().nonnegative(),
  status: z.enum(['active', 'discontinued']).default('active'),
  /** Which feed it came from, and its id there. */
  source: z.object({ name: z.string().max(60), id: z.string().max(120) }),
  /** The language that texts fall back to. */
  language: z.string().regex(/^[a-z]{2}$/),
  brand: z.string().max(100).optional(),
  /** Ids from the root category down to its own. */
  categories: z.array(Code).min(1).max(8),
  texts: z.record(z.string(), ProductText),
  options: z.array(ProductOption).max(6).default([]),
  attributes: Attributes.default({}),
  media: z.array(Media).max(40).default([]),
  variants: z.array(Variant).min(1).max(300),
  /** 0 to 1; a weak tie-breaker in lists. */
  popularity: z.number().min(0).max(1).default(0),
  taxClass: z.enum(['standard', 'reduced', 'zero']).default('standard'),
  releasedAt: z.iso.datetime().optional(),
  updatedAt: z.iso.datetime(),
})
export type Product = z.infer<typeof Product>

export const Category = z.object({
  id: Code,
  version: z.int().nonnegative().default(0),
  parent: Code.optional(),
  position: z.int().nonnegative().default(0),
  names: Words(80),
  descriptions: Words(600).optional(),
  /** Codes of the attributes that make sense as facets here, in order. */
  facets: z.array(Code).max(30).default([]),
  media: Media.optional(),
})
export type Category = z.infer<typeof Category>
