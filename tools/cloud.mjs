// Runs the local cloud alone: `npm run cloud -- --data DIR --port N`.
import { spawn } from 'node:child_process'
import { buildCloud } from './run/cloud-bundle.mjs'

const child = spawn(process.execPath, [await buildCloud(), ...process.argv.slice(2)], { stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 0 : 1)))
