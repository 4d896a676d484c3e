import { z } from 'zod'

/** The shop's switches: what each is for, and what it is until an operator says otherwise. */
export const flagDefinitions = {
  'guest-checkout': { description: 'Shoppers may buy without an account.', initial: true },
  'promotion-codes': { description: 'Carts take promotion codes.', initial: true },
  'search-suggestions': { description: 'The search box completes what is typed.', initial: true },
} as const satisfies Record<string, { description: string; initial: boolean }>

export type FlagName = keyof typeof flagDefinitions
const names = Object.keys(flagDefinitions).filter((name): name is FlagName => name in flagDefinitions)
export const FlagName = z.enum(names)

export const Flag = z.object({ name: FlagName, on: z.boolean(), version: z.int().nonnegative() })
export type Flag = z.infer<typeof Flag>
