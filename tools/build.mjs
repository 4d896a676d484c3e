// `npm run build`: everything that runs in production, built anew.
import { ensureInstalled, requireNode } from './run/install.mjs'

requireNode()
ensureInstalled('shop')
const { buildBundles } = await import('./run/bundles.mjs')
const { buildShop } = await import('./run/next-build.mjs')
const { step } = await import('./run/progress.mjs')
await step('Building the shop for production', async () => {
  await buildBundles()
  await buildShop({ force: true })
})
