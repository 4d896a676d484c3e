import type { Attributes } from '@/server/catalogue/model'
import type { z } from 'zod'
import type { LeafCategory } from './category-tree'
import { plainText } from './clean'
import type { FeedRow } from './derive-category'
import type { AttributeMapping, IcecatMapping } from './mapping'

type Value = z.infer<typeof Attributes>[string]

/** The typed attributes of a row, by the mapping's codes. What cannot be read, or cannot be true, is left out. */
export function readAttributes(
  row: FeedRow,
  leaf: LeafCategory,
  mapping: IcecatMapping,
): Record<string, Value> {
  const nothing = new Set(mapping.nothing)
  const read: Record<string, Value> = {}
  for (const [code, attribute] of Object.entries(mapping.attributes)) {
    if (attribute.in && !attribute.in.includes(leaf.id) && !attribute.in.includes(leaf.department.id))
      continue
    for (const column of attribute.from) {
      const value = readValue(row[`attr_${column}`], attribute, nothing, mapping.spellings)
      if (value === undefined) continue
      read[code] = value
      break
    }
  }
  return read
}

function readValue(
  raw: unknown,
  attribute: AttributeMapping,
  nothing: ReadonlySet<string>,
  spellings: Readonly<Record<string, string>>,
): Value | undefined {
  if (typeof raw === 'boolean') return raw
  if (typeof raw === 'number') return readNumber(raw, attribute)
  if (typeof raw !== 'string') return undefined
  const text = plainText(raw)
  const values = (attribute.split ? text.split(/\s*,\s*/) : [text])
    .filter((value) => value.length <= 120 && !nothing.has(value.toLowerCase()) && !nothing.has(value))
    .map((value) => spellings[value] ?? value.slice(0, 1).toUpperCase() + value.slice(1))
  if (values.length === 0) return undefined
  return attribute.split ? [...new Set(values)].slice(0, 30) : values[0]
}

function readNumber(raw: number, { min, max, over }: AttributeMapping): number | undefined {
  const value = over && raw > over.above ? raw / over.divide : raw
  return Number.isFinite(value) && value > 0 && value >= min && value <= max
    ? Number(value.toPrecision(6))
    : undefined
}
