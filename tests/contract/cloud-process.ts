import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** The local cloud as a process of its own, as `npm run cloud` starts it. */
export interface CloudProcess {
  child: ChildProcess
  /** What it printed before READY: `AWS_ENDPOINT_URL_DYNAMODB` and so on. */
  variables: Record<string, string>
  /** Ends it without a warning, as a crash or a loss of power would. */
  kill(): Promise<void>
  /** Asks it to stop, and waits until it has. */
  stop(): Promise<number | null>
}

const main = join(import.meta.dirname, '../../infra/local/main.ts')

/** Runs the command to its end. */
export async function runCloud(...args: string[]): Promise<{ code: number | null; complaint: string }> {
  const child = launch(args)
  let complaint = ''
  child.stderr?.on('data', (chunk) => {
    complaint += chunk
  })
  const [code] = await once(child, 'exit')
  return { code, complaint }
}

/** Starts the command and waits until it is ready. @throws when it ends before */
export async function startCloudProcess(dataDirectory: string, port = 0): Promise<CloudProcess> {
  const child = launch(['--data', dataDirectory, '--port', String(port)])
  const variables: Record<string, string> = {}
  let complaint = ''
  child.stderr?.on('data', (chunk) => {
    complaint += chunk
  })
  if (!child.stdout) throw new Error('The process has no output.')
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'READY') break
    const equals = line.indexOf('=')
    variables[line.slice(0, equals)] = line.slice(equals + 1)
  }
  if (child.exitCode !== null) throw new Error(`The cloud ended early: ${complaint}`)
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
    const ended = once(child, 'exit')
    child.kill(signal)
    const [code] = await ended
    return code
  }
  return {
    child,
    variables,
    async kill() {
      await end('SIGKILL')
    },
    stop: () => end('SIGTERM'),
  }
}

/** A new data directory, and how to remove it. */
export function temporaryDirectory(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'quayside-cloud-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

function launch(args: string[]): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', main, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '' },
  })
}
