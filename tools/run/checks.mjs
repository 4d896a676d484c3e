import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from './root.mjs'

const KEPT_LINES = 60

/** Runs a tool of node_modules/.bin or Node itself to its end, its output as it comes.
 *  @returns {Promise<{label: string, passed: boolean, tail: string}>} the tail is what it printed last, to be said again when it failed */
export function check(label, command, args, env = {}) {
  const from = performance.now()
  console.log(`\n── ${label}`)
  const bin = command === 'node' ? process.execPath : join(root, 'node_modules/.bin', command)
  const child = spawn(bin, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...(process.stdout.isTTY && { FORCE_COLOR: '1' }), ...env },
  })
  let tail = ''
  const pass = (to) => (chunk) => {
    to.write(chunk)
    tail = `${tail}${chunk}`.split('\n').slice(-KEPT_LINES).join('\n')
  }
  child.stdout.setEncoding('utf8').on('data', pass(process.stdout))
  child.stderr.setEncoding('utf8').on('data', pass(process.stderr))
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ label, passed: false, tail: error.message }))
    child.on('close', (code) => {
      const seconds = ((performance.now() - from) / 1000).toFixed(1)
      console.log(`── ${label}: ${code === 0 ? 'passed' : 'FAILED'} in ${seconds} s`)
      resolve({ label, passed: code === 0, tail })
    })
  })
}

/** Runs checks one after the other, all of them even when one fails, and closes with what the failed ones said last and one line of counts.
 *  @param {(() => ReturnType<typeof check>)[]} checks */
export async function runAll(checks) {
  const failed = []
  for (const one of checks) {
    const result = await one()
    if (!result.passed) failed.push(result)
  }
  for (const { label, tail } of failed) console.log(`\n── ${label} FAILED; it said last:\n${tail}`)
  console.log(`\nchecks: ${checks.length - failed.length} passed, ${failed.length} failed`)
  process.exit(failed.length === 0 ? 0 : 1)
}
