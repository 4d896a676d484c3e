import { buyRig } from './buy-rig'

/** A shop in which orders go on by themselves: all its workers run, and the order management's next step is an hour away, unless a
 *  test lets it tick. */
export async function workingRig() {
  const shop = await buyRig()
  const { startWorkers } = await import('@/server/workers/workers')
  const workers = startWorkers({ omsPaceMilliseconds: 3_600_000 })
  const stop = async () => {
    await workers.stop()
    await shop.rig.stop()
  }
  return { ...shop, workers, stop }
}
