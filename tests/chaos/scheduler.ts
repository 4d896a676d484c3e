import { AsyncLocalStorage } from 'node:async_hooks'
import type { Random } from './random'

/** A process that died: whoever waited for it hears this, and nothing of it ever goes on. */
export class Died extends Error {}

interface Process {
  name: string
  dead: boolean
  /** Calls of this process so far: names the places where faults strike. */
  calls: number
  die(): void
}
interface Waiting {
  process: Process
  /** When it may go on, epoch milliseconds of the run's clock. */
  at: number
  release(): void
}

/** After this many turns without news, whoever was released has come to its next wait: a read waits one turn to be joined. */
const quietTurns = 4
const maximumReleases = 20_000

/** One for all runs: each store that was ever entered costs every promise of this process something. */
const current = new AsyncLocalStorage<Process>()

/** Runs processes that wait at every call, one at a time, in an order that follows from the seed, on a clock of its own. */
export class Scheduler {
  private waiting: Waiting[] = []
  private inFlight = 0
  private news = 0
  private readonly started = new Map<string, number>()
  private time: number

  constructor(
    private readonly random: Random,
    startsAt: number,
  ) {
    this.time = startsAt
  }

  now(): number {
    return this.time
  }

  advance(milliseconds: number): void {
    this.time += milliseconds
  }

  /** The process whose call this is, and its number among the calls of that process; nothing outside of a run. */
  called(): { process: string; call: number } | undefined {
    const process = current.getStore()
    if (!process) return undefined
    process.calls += 1
    return { process: process.name, call: process.calls }
  }

  /** Runs work as a process of its own, named by what it does and the how manyth of its kind it is. @throws Died when it crashes, and what the work throws */
  process<T>(kind: string, work: () => Promise<T>): Promise<T> {
    const name = `${kind}.${(this.started.get(kind) ?? 0) + 1}`
    this.started.set(kind, (this.started.get(kind) ?? 0) + 1)
    return new Promise<T>((resolve, reject) => {
      const process: Process = {
        name,
        dead: false,
        calls: 0,
        die() {
          this.dead = true
          reject(new Died(name))
        },
      }
      current.run(process, () => {
        this.pause(0)
          .then(work)
          .then(resolve, reject)
          .finally(() => (this.news += 1))
      })
    })
  }

  /** Waits until the scheduler lets this process go on, at the earliest so many milliseconds later. */
  pause(milliseconds: number): Promise<void> {
    const process = current.getStore()
    if (!process) return Promise.resolve()
    this.news += 1
    return new Promise((resolve) => {
      this.waiting.push({ process, at: this.time + milliseconds, release: resolve })
    })
  }

  /** Ends the process that calls: what it awaits now never comes. */
  crash(): Promise<never> {
    current.getStore()?.die()
    this.news += 1
    return new Promise(() => {})
  }

  /** Does what takes no time on the run's clock, and is waited for. */
  async perform<T>(work: () => Promise<T>): Promise<T> {
    this.inFlight += 1
    try {
      return await work()
    } finally {
      this.inFlight -= 1
      this.news += 1
    }
  }

  /** Lets processes go on until none is left. @throws when they never come to rest */
  async run(): Promise<void> {
    for (let released = 0; ; released++) {
      await this.quiet()
      this.waiting = this.waiting.filter(({ process }) => !process.dead)
      if (this.waiting.length === 0) return
      if (released > maximumReleases) throw new Error('the run does not come to rest')
      const due = this.waiting.filter(({ at }) => at <= this.time)
      if (due.length === 0) {
        this.time = Math.min(...this.waiting.map(({ at }) => at))
        continue
      }
      const chosen = this.random.pick(due)
      this.waiting.splice(this.waiting.indexOf(chosen), 1)
      this.time += 1
      chosen.release()
    }
  }

  private async quiet(): Promise<void> {
    for (let turns = 0, heard = this.news; turns < quietTurns || this.inFlight > 0; turns++) {
      await new Promise((resolve) => setImmediate(resolve))
      if (heard === this.news) continue
      heard = this.news
      turns = -1
    }
  }
}
