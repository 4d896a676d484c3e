import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { marketIds } from '@/lib/markets'

/** The files of the demo house as they are written; `server/catalogue/demo/README.md` describes the fields. */
const Labels = z.record(z.string(), z.string())
const Copy = z.object({
  name: z.string(),
  summary: z.string().optional(),
  description: z.string().optional(),
})
const Copies = z.record(z.string(), Copy.partial())
const OptionValues = z.object({
  key: z.string(),
  labels: Labels,
  hex: z.string().optional(),
  colour: z.string().optional(),
})
const Labelled = z.object({ key: z.string(), labels: Labels })

const AttributesFile = z.object({
  options: z.array(z.object({ key: z.string(), labels: Labels, values: z.array(OptionValues) })),
  colours: z.array(Labelled),
  materials: z.array(Labelled),
  attributes: z.array(
    z.object({
      key: z.string(),
      type: z.enum(['list', 'number', 'boolean', 'text', 'option']),
      unit: z.string().optional(),
      facet: z.boolean(),
      labels: Labels,
    }),
  ),
  care: z.array(z.object({ key: z.string(), texts: Labels })),
  deliveryClasses: z.array(Labelled.extend({ upToWeightG: z.number() })),
  photographViews: z.array(z.object({ key: z.string(), alt: Labels })),
})

const DemoVariant = z.object({
  sku: z.string(),
  options: z.record(z.string(), z.string()).default({}),
  attributes: z.record(z.string(), z.unknown()).optional(),
  weightG: z.number(),
  prices: z.partialRecord(
    z.enum(marketIds),
    z.object({ amount: z.int(), currency: z.string(), was: z.int().optional() }),
  ),
  stock: z.record(z.string(), z.int()),
})

const DemoProduct = z.object({
  id: z.string(),
  slug: z.string(),
  brand: z.string(),
  released: z.iso.date(),
  care: z.string().optional(),
  deliveryClass: z.string(),
  attributes: z.record(z.string(), z.unknown()).default({}),
  options: z.array(z.string()).default([]),
  copy: Copies,
  photographs: z.array(
    z.object({
      file: z.string(),
      view: z.string(),
      option: z.record(z.string(), z.string()).optional(),
    }),
  ),
  variants: z.array(DemoVariant),
})
export type DemoProduct = z.infer<typeof DemoProduct>

const CategoriesFile = z.object({
  categories: z.array(
    z.object({
      slug: z.string(),
      parent: z.string().nullable(),
      photograph: z.string().nullable(),
      copy: Copies,
    }),
  ),
})
const BrandsFile = z.object({ brands: z.array(z.object({ slug: z.string(), copy: Copies })) })

export interface DemoSource {
  attributes: z.infer<typeof AttributesFile>
  categories: z.infer<typeof CategoriesFile>['categories']
  brands: z.infer<typeof BrandsFile>['brands']
  /** Each with the leaf category whose file it stands in. */
  products: { category: string; product: DemoProduct }[]
}

/** Reads the demo house's files. @throws Error or ZodError that says which file is wrong and where */
export function readDemo(folder: string): DemoSource {
  const read = <T>(file: string, schema: z.ZodType<T>): T => {
    const parsed = schema.safeParse(parse(readFileSync(join(folder, file), 'utf8')))
    if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`)
    return parsed.data
  }
  const ProductsFile = z.object({ category: z.string(), products: z.array(DemoProduct) })
  return {
    attributes: read('attributes.yaml', AttributesFile),
    categories: read('categories.yaml', CategoriesFile).categories,
    brands: read('brands.yaml', BrandsFile).brands,
    products: readdirSync(join(folder, 'products'))
      .sort()
      .flatMap((file) => {
        const { category, products } = read(join('products', file), ProductsFile)
        return products.map((product) => ({ category, product }))
      }),
  }
}
