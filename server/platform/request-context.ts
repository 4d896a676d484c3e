import { AsyncLocalStorage } from 'node:async_hooks'

interface RequestContext {
  requestId: string
  /** Answers that were asked for before anybody wanted them (`tables/reads.ts`). */
  early: Map<string, Promise<Record<string, unknown> | undefined>>
}
const storage = new AsyncLocalStorage<RequestContext>()

/** Runs `work` so that everything it logs, publishes or fails with carries this request id. */
export const withRequestId = <T>(requestId: string, work: () => T): T =>
  storage.run({ requestId, early: new Map() }, work)

/** The id of the request being served, from the edge to the last consumer; `undefined` outside of one. */
export const requestId = (): string | undefined => storage.getStore()?.requestId

/** What this request has begun to read early; `undefined` outside of one. */
export const earlyReads = () => storage.getStore()?.early
