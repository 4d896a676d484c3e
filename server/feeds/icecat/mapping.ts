import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { marketIds } from '@/lib/markets'
import { Currency } from '@/server/platform/schemas'
import { type LeafCategory, readCategoryTree } from './category-tree'

const AttributeMapping = z.object({
  from: z.array(z.string().regex(/^[tnb]_/)).min(1),
  label: z.object({ en: z.string(), de: z.string(), ar: z.string() }),
  unit: z.string().optional(),
  min: z.number().default(0),
  max: z.number().default(Number.MAX_SAFE_INTEGER),
  /** Numbers above a limit are in a smaller unit. */
  over: z.object({ above: z.number(), divide: z.number().positive() }).optional(),
  /** The column is a list, separated by commas. */
  split: z.boolean().default(false),
  in: z.array(z.string()).optional(),
})

const Mapping = z.object({
  source: z.string(),
  language: z.string().length(2),
  fields: z.object({
    id: z.string(),
    title: z.string(),
    description: z.string(),
    brand: z.string(),
    gtin: z.string(),
    price: z.string(),
    releasedAt: z.string(),
  }),
  categories: z.string(),
  prices: z.object({
    min: z.int().positive(),
    max: z.int().positive(),
    markets: z.partialRecord(
      z.enum(marketIds),
      z.object({
        currency: Currency,
        rate: z.number().positive(),
        tax: z.number().min(0),
        round: z.int().positive(),
      }),
    ),
  }),
  nothing: z.array(z.string()),
  spellings: z.record(z.string(), z.string()),
  attributes: z.record(z.string().regex(/^[a-z][a-z0-9-]*$/), AttributeMapping),
})

export type AttributeMapping = z.infer<typeof AttributeMapping>
export interface IcecatMapping extends Omit<z.infer<typeof Mapping>, 'categories'> {
  leaves: LeafCategory[]
}

/** Reads a mapping file and the category tree that it names.
 *  @throws ZodError when either is malformed */
export function readIcecatMapping(file: string): IcecatMapping {
  const { categories, ...mapping } = Mapping.parse(parse(readFileSync(file, 'utf8')))
  return { ...mapping, leaves: readCategoryTree(join(dirname(file), categories)) }
}

/** Attributes come as text, numbers or yes and no; the column's prefix says which. */
export const kindOf = (attribute: AttributeMapping): 'text' | 'number' | 'boolean' =>
  (({ t: 'text', n: 'number', b: 'boolean' }) as const)[attribute.from[0]?.[0] as 't' | 'n' | 'b']
