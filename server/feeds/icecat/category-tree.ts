import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'

const Names = z.object({ en: z.string(), de: z.string(), ar: z.string() })

const Category = z.object({
  name: Names,
  /** What one product of it is called, in the singular. */
  type: z.string(),
  phrases: z.array(z.coerce.string()),
  attributes: z.array(z.string()).default([]),
  without: z.array(z.string()).default([]),
  weight: z.number().default(0),
})

const Tree = z.record(z.string(), z.object({ name: Names, categories: z.record(z.string(), Category) }))

export interface LeafCategory extends z.infer<typeof Category> {
  /** "laptops": slugs are unique in the whole tree. */
  id: string
  department: { id: string; name: z.infer<typeof Names> }
}

/** Reads the tree of a categories file.
 *  @throws ZodError when the file is not one */
export function readCategoryTree(file: string): LeafCategory[] {
  const tree = Tree.parse(parse(readFileSync(file, 'utf8')))
  return Object.entries(tree).flatMap(([department, { name, categories }]) =>
    Object.entries(categories).map(([slug, category]) => ({
      ...category,
      id: slug,
      department: { id: department, name },
    })),
  )
}

/** Where a product goes that gives no evidence. */
export const OTHER: LeafCategory = {
  id: 'other-products',
  department: { id: 'other', name: { en: 'Other', de: 'Sonstiges', ar: 'أخرى' } },
  name: { en: 'Other products', de: 'Sonstige Produkte', ar: 'منتجات أخرى' },
  type: 'product',
  phrases: [],
  attributes: [],
  without: [],
  weight: 0,
}
