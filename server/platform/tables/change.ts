import type { DomainEvent } from '@/server/platform/events'

/** What an operation decided about a thing: its next state with the events that tell of it, or nothing. */
export type Change<T> =
  | { readonly kind: 'changed'; readonly next: T; readonly events: readonly DomainEvent[] }
  | { readonly kind: 'unchanged'; readonly current: T }

/** The thing becomes `next`; the events are committed in the same write. */
export const changed = <T>(next: T, ...events: DomainEvent[]): Change<T> => ({
  kind: 'changed',
  next,
  events,
})

/** The thing stays as it is; nothing is written. */
export const unchanged = <T>(current: T): Change<T> => ({ kind: 'unchanged', current })
