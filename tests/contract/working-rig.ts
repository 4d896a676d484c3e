import { until } from '@/tests/contract/shop-rig'
import { buyRig } from './buy-rig'

/** A shop in which orders go on by themselves: all its workers run, and the order management's next step is an hour away, unless a
 *  test lets it tick. */
export async function workingRig() {
  const shop = await buyRig()
  const { startWorkers } = await import('@/server/workers/workers')
  const workers = startWorkers({ omsPaceMilliseconds: 3_600_000 })
  /** Everything that is on its way may come to rest first; then money and goods must add up. */
  const stop = async () => {
    try {
      let wrong: string[] = []
      const balanced = async () => (wrong = await shop.imbalances()).length === 0
      await until(balanced, 'balance').catch(() => {
        throw new Error(`the books do not balance: ${wrong.join('; ')}`)
      })
    } finally {
      await workers.stop()
      await shop.rig.stop()
    }
  }
  return { ...shop, workers, stop }
}
