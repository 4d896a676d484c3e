// `npm start`: from a bare clone to a running shop; again, from what is there.
import { ensureInstalled, requireNode } from './run/install.mjs'

requireNode()
ensureInstalled('shop')
const { buildShop } = await import('./run/next-build.mjs')
const { launch } = await import('./run/launch.mjs')
const { join } = await import('node:path')
const { root } = await import('./run/root.mjs')

await launch({
  build: () => buildShop(),
  web: (env) => ({
    name: 'shop',
    file: join(root, 'tools', 'run', 'web.mjs'),
    env,
    ready: (line) => line.includes('Ready'),
  }),
})
