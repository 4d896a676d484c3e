import { join } from 'node:path'
import { buildCloud, cloudProcess } from './cloud-bundle.mjs'
import { root } from './root.mjs'

/** The processes that run beside Next, and where each begins. */
const entries = {
  setup: 'infra/local/setup.ts',
  worker: 'server/workers/local.ts',
  'app-tier': 'server/workers/app-tier.ts',
  edge: 'infra/local/edge/main.ts',
  feed: 'server/feeds/main.ts',
  flag: 'server/flags/main.ts',
  'gift-card': 'server/payments/main.ts',
  assets: 'server/assets/main.ts',
  ledger: 'server/workers/ledger.ts',
  stock: 'server/inventory/main.ts',
  redrive: 'server/workers/redrive.ts',
  parked: 'server/workers/parked.ts',
  audit: 'server/archive/main.ts',
}

/** Bundles our own processes, one file each under `.build/`, in well under a second; libraries stay in node_modules. */
export async function buildBundles() {
  const { build } = await import('esbuild')
  const cloud = buildCloud()
  await build({
    entryPoints: Object.fromEntries(
      Object.entries(entries).map(([name, entry]) => [name, join(root, entry)]),
    ),
    outdir: join(root, '.build'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: true,
    logLevel: 'warning',
    loader: { '.woff': 'file', '.woff2': 'file' },
  })
  await cloud
}

/** The file that runs one of the processes. */
export const bundle = (name) => (name === 'cloud' ? cloudProcess : join(root, '.build', `${name}.mjs`))
