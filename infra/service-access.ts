import type { Capability } from '@/infra/capabilities'

/** Rooms that write e-mails, themselves or through what they call; `tests/policy/runtime.test.ts` holds this against their imports. */
export const mailers: readonly Capability[] = ['archive', 'customers', 'engagement']

/** The room that removes the sign-in of a customer who wants to be forgotten. */
export const identityEraser: Capability = 'customers'

/** Rooms that tell the edge which pages are old. */
export const invalidators: readonly Capability[] = ['catalogue', 'content']

interface WorkerDeclaration {
  /** The room whose role it has. */
  role: Capability
  /** The name in `server/workers/lambda.ts`. */
  handler: string
  /** Megabytes; a function has a processor for each 1,769 of them. */
  memory?: number
}

/** Functions that a schedule calls: what sweeps up after crashes, each under the role of the room whose things it looks after. */
export const schedules: Readonly<Record<string, WorkerDeclaration & { everyMinutes: number }>> = {
  checkouts: { role: 'checkout', handler: 'sweepCheckouts', everyMinutes: 1 },
  holds: { role: 'inventory', handler: 'sweepHeld', everyMinutes: 1 },
  refunds: { role: 'payments', handler: 'sweepRefunds', everyMinutes: 1 },
  reviews: { role: 'fraud', handler: 'sweepReviews', everyMinutes: 1 },
  restores: { role: 'archive', handler: 'sweepRestores', everyMinutes: 1 },
  uploads: { role: 'assets', handler: 'sweepArrivals', everyMinutes: 1 },
  'planned-content': { role: 'content', handler: 'sweepPlannedContent', everyMinutes: 1 },
  'asset-index': { role: 'assets', handler: 'reconcile', everyMinutes: 24 * 60, memory: 1024 },
}

/** Functions that the user pool calls around a sign-in, by the names that `userPool.triggers` has for them. */
export const poolFunctions: Readonly<Record<string, WorkerDeclaration>> = {
  'sign-ins': { role: 'sessions', handler: 'signIns' },
}

/** Queues whose work needs more than a little memory. */
export const queueMemory: Readonly<Record<string, number>> = {
  renditions: 3538,
  uploads: 3538,
  'content-consumer': 3538,
  'orders-consumer': 1024,
}
