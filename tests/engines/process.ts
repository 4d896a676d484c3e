import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { openSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

/** This machine cannot run an engine; the message says why in one sentence. */
export class Missing extends Error {}

/** A program that an engine consists of, until it is stopped. */
export interface Program {
  child: ChildProcess
  /** Ends it and all that it started. */
  stop(): Promise<void>
  /** Ends it without a warning. */
  kill(): Promise<void>
}

const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of running) signalGroup(child, 'SIGKILL')
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1))

/** Starts a program in a process group of its own; what it says goes to a file. It never outlives this process. */
export function start(
  command: string,
  args: readonly string[],
  options: { log: string; cwd?: string; env?: Record<string, string>; user?: number },
): Program {
  const output = openSync(options.log, 'a')
  const child = spawn(command, args, {
    detached: true,
    cwd: options.cwd,
    ...(options.user === undefined ? {} : { uid: options.user, gid: options.user }),
    stdio: ['ignore', output, output],
    env: { ...process.env, ...options.env },
  })
  running.add(child)
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve())
    child.once('exit', () => resolve())
  }).then(() => {
    running.delete(child)
  })
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) signalGroup(child, signal)
    const patience = pause(15_000, 'slow', { ref: false })
    if ((await Promise.race([ended, patience])) === 'slow') signalGroup(child, 'SIGKILL')
    await ended
  }
  return { child, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') }
}

/** Waits until a condition holds. @throws when the program ends before, or time is up; the message names its log */
export async function until(
  program: Program,
  condition: () => Promise<boolean>,
  what: string,
  seconds = 90,
): Promise<void> {
  const deadline = performance.now() + seconds * 1000
  while (performance.now() < deadline) {
    if (program.child.exitCode !== null) throw new Error(`${what} ended with code ${program.child.exitCode}`)
    if (await condition().catch(() => false)) return
    await pause(50)
  }
  throw new Error(`${what} was not ready after ${seconds} s`)
}

export const has = (command: string): boolean =>
  spawnSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' }).status === 0

/** Runs a command to its end. @throws Missing with the last thing that it said */
export async function run(command: string, args: readonly string[], cwd?: string): Promise<string> {
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)))
  const [code] = await once(child, 'close')
  if (code === 0) return output
  const last = output.trim().split('\n').slice(-3).join(' ')
  throw new Missing(`${command} ${args[0] ?? ''} answered ${code}: ${last.slice(-400)}`)
}

/** Runs a command to its end and shows what it says. @throws Error when it fails */
export async function show(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<void> {
  const child = spawn(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`it ended with ${code}`)
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, signal)
  } catch {
    // it has ended by itself
  }
}
