/**
 * `npm run test:durability`: kills the local cloud with `kill -9` in the middle of a mixed load, again and again, each time while another
 * service is writing, and checks after each start that everything acknowledged is there, in every index, queue and stream. Then the
 * same with the power cut: all that no sync had put on the disk is taken back first.
 * `-- --kills 100 --cuts 25` choose how many. `CLOUD_BUNDLE` names what is killed (`tools/durability.mjs` makes it).
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type Cloud, startCloud } from './cloud'
import { eventsLoad } from './events'
import { itemsLoad } from './items'
import { objectsLoad } from './objects'
import { peopleLoad } from './people'
import { compileRecorder, cutPower } from './power-cut'
import { queuesLoad } from './queues'

const { values } = parseArgs({
  options: { kills: { type: 'string', default: '100' }, cuts: { type: 'string', default: '25' } },
})
/** Everything acknowledged is looked at every so many rounds; in between, the last of it where that is much less. */
const wholeEvery = 10
const longestPause = 12
const mostSteps = 25

const folder = mkdtempSync(join(tmpdir(), 'quayside-durability-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))

interface Ending {
  name: string
  /** Starts the cloud so that it can end that way. */
  start(data: string): Promise<Cloud>
  /** After the process is gone. @returns what it did to the files */
  strike(data: string): string
}

async function rounds(count: number, { name, start, strike }: Ending): Promise<number> {
  const data = mkdtempSync(join(folder, 'data-'))
  const loads = [itemsLoad(), objectsLoad(), queuesLoad(), eventsLoad(), peopleLoad()]
  let cloud = await start(data)
  for (const load of loads) await load.open(cloud.clients)
  let wrong = 0
  for (let round = 1; round <= count; round++) {
    const focus = loads[round % loads.length]
    if (!focus) break
    await underLoad(cloud, loads, focus)
    const done = strike(data)
    const from = performance.now()
    cloud = await start(data)
    const upAfter = performance.now() - from
    const whole = round % wholeEvery === 0 || round === count
    for (const load of loads) {
      for (const sentence of await load.check(cloud.clients, whole)) {
        console.log(`${name} ${round}, while ${focus.name} wrote: ${load.name}: ${sentence}`)
        wrong++
      }
    }
    if (whole) {
      const counts = loads.map((load) => `${load.name} ${load.acknowledged()}`).join(', ')
      console.log(
        `${name} ${round}: up after ${upAfter.toFixed(0)} ms${done}; acknowledged: ${counts}; ${wrong} wrong`,
      )
    }
  }
  await cloud.kill()
  return wrong
}

/** Asks all services at once, and kills the cloud in the middle of what one of them does. */
async function underLoad(
  cloud: Cloud,
  loads: readonly ReturnType<typeof itemsLoad>[],
  focus: object,
): Promise<void> {
  let left = 1 + Math.floor(Math.random() * mostSteps)
  let killed: Promise<void> | undefined
  const kill = async () => {
    await pause(Math.random() * longestPause)
    await cloud.kill()
  }
  const work = async (load: (typeof loads)[number], worker: number) => {
    for (;;) {
      if (load === focus && --left <= 0) killed ??= kill()
      try {
        await load.step(cloud.clients, worker)
      } catch (error) {
        if (killed) return
        throw error
      }
    }
  }
  await Promise.all(
    loads.flatMap((load) => Array.from({ length: load.workers }, (_, worker) => work(load, worker))),
  )
  await killed
}

let wrong = await rounds(Number(values.kills), { name: 'kill', start: startCloud, strike: () => '' })

const cuts = Number(values.cuts)
const recorder = compileRecorder(folder)
if (cuts > 0 && 'missing' in recorder) console.log(`SKIPPED: cutting the power: ${recorder.missing}`)
if (cuts > 0 && 'library' in recorder) {
  let journal = ''
  let number = 0
  wrong += await rounds(cuts, {
    name: 'power cut',
    start: (data) => {
      journal = join(folder, `journal-${number++}`)
      return startCloud(data, {
        LD_PRELOAD: recorder.library,
        POWER_CUT_ROOT: data,
        POWER_CUT_JOURNAL: journal,
      })
    },
    // Every other time some of it has reached the disk all the same.
    strike: (data) => {
      const all = number % 2 === 0
      const undone = cutPower(data, journal, (unsynced) => (all ? 0 : Math.floor(Math.random() * unsynced)))
      return `, ${undone} changes taken back`
    },
  })
}
console.log(wrong === 0 ? 'everything that was acknowledged is there' : `${wrong} wrong`)
process.exit(wrong === 0 ? 0 : 1)
