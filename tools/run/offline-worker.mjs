import { buildSync } from 'esbuild'
import { join } from 'node:path'
import { root } from './root.mjs'

/** Puts the worker that shows the shop without a network where browsers ask for it. Another build is another worker, so browsers
 *  notice it.
 *  @param {string} build what the build is made from, in short */
export function bringOfflineWorker(build) {
  buildSync({
    entryPoints: [join(root, 'lib', 'offline', 'worker.ts')],
    outfile: join(root, 'public', 'sw.js'),
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    logLevel: 'error',
    define: { BUILD: JSON.stringify(build), 'process.env.NODE_ENV': '"production"' },
  })
}
