import type { Store } from './store'
import type { Streams } from './streams'
import type { TransactionTokens } from './transact'

const atOnce = 100

/** What DynamoDB does by itself: deletes expired items, trims streams, forgets old client tokens. */
export function tidy(store: Store, streams: Streams, tokens: TransactionTokens): void {
  deleteExpired(store)
  streams.trim()
  tokens.sweep()
}

function deleteExpired(store: Store): void {
  for (;;) {
    const expired = store.expired(Math.floor(store.context.now() / 1000), atOnce)
    const changes = expired.flatMap(({ tableId, key }) => {
      const table = store.tables.byId(tableId)
      return table ? [{ table, key, before: store.read(table, key), after: undefined }] : []
    })
    if (changes.length > 0) store.atomically(() => store.apply(changes, 'ttl'))
    if (changes.length < atOnce) return
  }
}
