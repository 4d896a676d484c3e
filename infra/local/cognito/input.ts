import type { z } from 'zod'
import { invalidParameter } from './errors'

/** Reads a request by its schema. @throws ServiceError `InvalidParameterException`, worded as the service words it.
 *  The wording never repeats a value, because it may be a password. */
export function read<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const path = issue?.path
    .map((part, index) => (index === 0 ? lowerFirst(String(part)) : String(part)))
    .join('.')
  throw invalidParameter(
    `1 validation error detected: Value at '${path}' failed to satisfy constraint: ${issue?.message ?? 'unknown'}`,
  )
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)
