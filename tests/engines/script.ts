import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { basename, join } from 'node:path'

/** Runs a TypeScript file in a process of its own, so that its environment is nobody else's.
 *  @returns what it printed @throws Error with what it complained of */
export async function script(
  file: string,
  environment: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Promise<string> {
  const root = join(import.meta.dirname, '../..')
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
    timeout: 240_000,
  })
  let output = ''
  let complaint = ''
  child.stdout.on('data', (chunk) => (output += String(chunk)))
  child.stderr.on('data', (chunk) => (complaint += String(chunk)))
  const [code] = await once(child, 'close')
  if (code === 0) return output.trimEnd()
  throw new Error(`${basename(file)} ended with ${code}: ${output.slice(-3_000)}\n${complaint.slice(-2500)}`)
}
