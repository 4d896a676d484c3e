import { spawn } from 'node:child_process'
import { setPriority } from 'node:os'

/** @typedef {{ name: string, file: string, args?: string[], env: Record<string, string | undefined>, ready: (line: string) => boolean,
 *    yields?: boolean }} Part  one that yields gives way to the others where they share processors */

/** Of Unix: a tenth of an ordinary process's share when both want all of it. */
const yielding = 10

/** Room for what lives as long as a request: with Node's 16 MB much of it is copied as if it were to stay. */
const flags = ['--enable-source-maps', '--max-semi-space-size=64']

/** Keeps the parts of the shop running: a part that dies is started again, after a pause that grows while it keeps dying. A
 *  part that is told to stop, or whose supervisor is gone (its channel closes), ends by itself. */
export class Supervisor {
  #children = new Map()
  #stopping = false

  /** Starts a part and resolves with everything it printed until it was ready.
   *  @param {Part} part
   *  @returns {Promise<string[]>} */
  start(part) {
    return new Promise((resolve, reject) => this.#run(part, 0, resolve, reject))
  }

  #run(part, deaths, resolve, reject) {
    const startedAt = Date.now()
    const child = spawn(process.execPath, [...flags, part.file, ...(part.args ?? [])], {
      env: part.env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    this.#children.set(part.name, child)
    if (part.yields && child.pid) setPriority(child.pid, yielding)
    const lines = []
    let ready = false
    const heard = (line) => {
      if (ready) return this.#print(part, line)
      lines.push(line)
      if (!part.ready(line)) return
      ready = true
      resolve?.(lines)
    }
    byLine(child.stdout, heard)
    byLine(child.stderr, (line) => (ready ? this.#print(part, line) : lines.push(line)))
    child.on('exit', (code, signal) => {
      this.#children.delete(part.name)
      if (this.#stopping) return
      if (!ready && deaths === 0) {
        reject?.(new Error(lines.join('\n') || `${part.name} ended (${signal ?? code}).`))
        return
      }
      const young = Date.now() - startedAt < 10_000
      const pause = young ? Math.min(200 * 2 ** deaths, 10_000) : 0
      console.error(`${part.name} ended (${signal ?? code}); starting it again.`)
      setTimeout(() => this.#stopping || this.#run(part, young ? deaths + 1 : 1), pause)
    })
  }

  #print(part, line) {
    if (!this.#stopping) console.log(`[${part.name}] ${line}`)
  }

  /** Stops all parts, the last started first; kills what does not end within ten seconds. */
  async stop() {
    this.#stopping = true
    for (const child of [...this.#children.values()].reverse()) {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      if (child.exitCode !== null || child.signalCode !== null) continue
      child.kill('SIGTERM')
      const kill = setTimeout(() => child.kill('SIGKILL'), 10_000)
      await ended
      clearTimeout(kill)
    }
  }
}

function byLine(stream, heard) {
  let rest = ''
  stream.setEncoding('utf8')
  stream.on('data', (text) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line) heard(line)
  })
}
