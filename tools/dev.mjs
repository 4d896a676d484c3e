// `npm run dev`: the shop with Next's development server, the local cloud and the workers inside.
import { ensureInstalled, requireNode } from './run/install.mjs'

requireNode()
ensureInstalled()
const { launch } = await import('./run/launch.mjs')
const { bringMapWorker } = await import('./run/map-worker.mjs')
const { join } = await import('node:path')
const { root } = await import('./run/root.mjs')

bringMapWorker()
process.env.TRACES ??= 'on'
await launch({
  web: (env) => ({
    name: 'shop',
    // Not by npx: it would leave orphans behind.
    file: join(root, 'node_modules', 'next', 'dist', 'bin', 'next'),
    args: ['dev', '--port', env.PORT, '--hostname', '127.0.0.1'],
    env: { ...env, NODE_ENV: 'development', NEXT_TELEMETRY_DISABLED: '1' },
    ready: (line) => line.includes('Ready'),
  }),
})
