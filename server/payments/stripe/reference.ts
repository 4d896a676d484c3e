import { z } from 'zod'
import { PaymentToken } from '@/server/payments/model'
import { Conflict } from '@/server/platform/errors'
import { Currency } from '@/server/platform/schemas'
import { changed, unchanged } from '@/server/platform/tables/change'
import { entity } from '@/server/platform/tables/entity'

/** Which PaymentIntent a key stands for. It is written before Stripe hears of the key, so no answer that is lost is lost for good. */
const Reference = z.object({
  key: z.string(),
  version: z.int().nonnegative(),
  token: PaymentToken.optional(),
  amount: z.int().nonnegative(),
  currency: Currency.optional(),
  /** Stripe's id, once it is known. An intent moves no money before it is confirmed, and only one that is noted here is. */
  intent: z.string().optional(),
  /** Given up: nothing may be confirmed under this key any more. */
  voided: z.boolean(),
})
export type Reference = z.infer<typeof Reference>

const keyOf = (key: string) => ({ pk: `stripe#${key}`, sk: 'reference' })
const references = entity({ table: 'payments', schema: Reference, key: ({ key }) => keyOf(key) })

export const findReference = (key: string): Promise<Reference | undefined> => references.get(keyOf(key))

/** Notes a key before its first use, or finds it. */
export async function openReference(value: Omit<Reference, 'version'>): Promise<Reference> {
  try {
    return await references.create({ ...value, version: 0 })
  } catch (error) {
    if (!(error instanceof Conflict && error.code === 'exists')) throw error
  }
  return references.require(keyOf(value.key), 'payment')
}

/** Notes Stripe's id. Whoever comes second finds the first one's. */
export const noteIntent = (key: string, intent: string): Promise<Reference> =>
  references.update(keyOf(key), 'payment', (current) =>
    current.intent === undefined ? changed({ ...current, intent }) : unchanged(current),
  )

/** Gives a key up, known or not. */
export async function voidReference(key: string): Promise<Reference> {
  await openReference({ key, amount: 0, voided: true })
  return references.update(keyOf(key), 'payment', (current) =>
    current.voided ? unchanged(current) : changed({ ...current, voided: true }),
  )
}
