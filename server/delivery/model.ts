import { z } from 'zod'

export const DeliveryMethodId = z.enum(['standard', 'express'])
export type DeliveryMethodId = z.infer<typeof DeliveryMethodId>
