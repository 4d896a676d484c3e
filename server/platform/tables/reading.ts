import type { z } from 'zod'

/** An item that is not what its room writes: where it stands, and which of its parts are wrong, without what they hold. */
export interface Unreadable {
  pk: string
  sk: string
  wrong: string[]
}

/** An item as its room knows it, for those who go through a whole table: one that cannot be read is noted, and the rest goes on. */
export function readOrNote<T>(
  schema: z.ZodType<T>,
  item: Readonly<Record<string, unknown>>,
  unreadable: Unreadable[],
): T | undefined {
  const read = schema.safeParse(item)
  if (read.success) return read.data
  const wrong = read.error.issues.map(({ path, code }) => `${path.join('.') || 'item'}: ${code}`)
  unreadable.push({ pk: String(item.pk), sk: String(item.sk), wrong })
  return undefined
}
