import { config } from '@/server/platform/config'
import { log } from '@/server/platform/log'
import { startTelemetry } from '@/server/platform/telemetry/start'
import { startWorkers } from './workers'

/** One process that runs every worker of the shop. Whoever starts it says how it stands back behind what shoppers wait for. */
startTelemetry('worker')
const workers = startWorkers({ omsPaceMilliseconds: config().omsPaceMs })
process.stdout.write('READY\n')

let stopping = false
async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  try {
    await workers.stop()
    process.exit(0)
  } catch (error) {
    log.error({ err: error }, 'the workers did not stop cleanly')
    process.exit(1)
  }
}
process.on('SIGTERM', stop)
process.on('SIGINT', stop)
process.on('disconnect', stop)
