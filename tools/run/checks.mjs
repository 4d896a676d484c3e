import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from './root.mjs'

/** Runs a tool of node_modules/.bin or Node itself to its end, its output as it comes.
 *  @returns {Promise<boolean>} whether it passed */
export function check(label, command, args, env = {}) {
  const from = performance.now()
  console.log(`\n── ${label}`)
  const bin = command === 'node' ? process.execPath : join(root, 'node_modules/.bin', command)
  const child = spawn(bin, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  })
  return new Promise((resolve) => {
    child.on('error', () => resolve(false))
    child.on('exit', (code) => {
      const seconds = ((performance.now() - from) / 1000).toFixed(1)
      console.log(`── ${label}: ${code === 0 ? 'passed' : 'FAILED'} in ${seconds} s`)
      resolve(code === 0)
    })
  })
}

/** Runs checks one after the other, all of them even when one fails, and closes with one line of counts.
 *  @param {(() => Promise<boolean>)[]} checks */
export async function runAll(checks) {
  let failed = 0
  for (const one of checks) if (!(await one())) failed++
  console.log(`\nchecks: ${checks.length - failed} passed, ${failed} failed`)
  process.exit(failed === 0 ? 0 : 1)
}
