import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { root } from './root.mjs'

/** What the functions of AWS run, in one folder: the bundled workers, the packages that they come to load (traced as Next traces its own
 *  server), and the shared templates. Native parts are those of this machine, so deploy from Linux on x86-64, as the functions are.
 *  @returns the folder */
export async function packageWorkers() {
  const { build } = await import('esbuild')
  const bundled = join(root, '.build/lambda-bundle')
  const folder = join(root, '.build/lambda')
  for (const one of [bundled, folder]) rmSync(one, { recursive: true, force: true })
  await build({
    entryPoints: { workers: join(root, 'server/workers/lambda.ts') },
    outdir: bundled,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node22',
    sourcemap: true,
    logLevel: 'warning',
    loader: { '.woff': 'file', '.woff2': 'file' },
  })
  const { nodeFileTrace } = createRequire(import.meta.url)('next/dist/compiled/@vercel/nft')
  const { fileList } = await nodeFileTrace([join(bundled, 'workers.mjs')], { base: root, processCwd: root })
  for (const file of fileList) {
    if (!file.startsWith('node_modules/')) continue
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    cpSync(join(root, file), join(folder, file), { dereference: true })
  }
  cpSync(bundled, folder, { recursive: true })
  cpSync(join(root, 'shared'), join(folder, 'shared'), { recursive: true })
  return folder
}
