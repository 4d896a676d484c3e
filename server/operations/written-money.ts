import { z } from '@hono/zod-openapi'
import { minorUnits } from '@/lib/money'

/** An amount above nothing as a person writes it (`12.50`); read as minor units. */
export const WrittenMoney = z
  .string()
  .max(20)
  .transform((written, context) => {
    const amount = minorUnits(written)
    if (amount !== undefined && amount > 0) return amount
    context.addIssue({ code: 'custom', message: 'an amount such as 12.50' })
    return z.NEVER
  })
  .openapi({ type: 'string', example: '12.50' })
