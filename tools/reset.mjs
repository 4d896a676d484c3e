// `npm run reset`: the shop that is running forgets all that happened and starts anew, as after its first start.
import { resolve } from 'node:path'
import { findRunning } from './run/running.mjs'
import { root } from './run/root.mjs'

const dataDirectory = resolve(root, process.env.DATA_DIR ?? '.data')
const shop = findRunning(dataDirectory)
if (!shop) {
  console.error(`No shop is running on ${dataDirectory}. Name its data directory: DATA_DIR=… npm run reset`)
  process.exit(1)
}
const deadline = Date.now() + 120_000
process.kill(shop.pid, 'SIGUSR2')
for (;;) {
  const now = findRunning(dataDirectory)
  if (now && now.starts > shop.starts) break
  if (!now || Date.now() > deadline) {
    console.error('The shop did not start again; its own output says why.')
    process.exit(1)
  }
  await new Promise((again) => setTimeout(again, 100))
}
