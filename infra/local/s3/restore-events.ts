import type { Service } from './call'
import { attributesOf } from './schema'

/** Tells of restores that have come to their end, and forgets the copies whose days are over. */
export async function announceRestores(service: Service, now: number): Promise<void> {
  const { store, outbox } = service
  const restoring = store.restoring()
  if (restoring.length === 0) return
  const cause = { requestId: '', requester: 's3.amazonaws.com', reason: 'RestoreObject' }
  await store.write(() => {
    for (const row of restoring) {
      const attributes = attributesOf(row)
      const { restore } = attributes
      if (!restore || now < restore.readyAt) continue
      if (!restore.announced) {
        outbox.add('Object Restore Completed', row, cause, {
          'restore-expiry-time': new Date(restore.until).toISOString(),
          'source-storage-class': row.class,
        })
        attributes.restore = { ...restore, announced: true }
      }
      if (now >= restore.until) {
        outbox.add('Object Restore Expired', row, cause)
        attributes.restore = undefined
      }
      store.updateVersion({ ...row, attributes: JSON.stringify(attributes) })
    }
  })
}
