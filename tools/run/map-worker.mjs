import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.mjs'

/** Puts the worker of the maps where browsers get it: they load it by its address, past the bundler. */
export function bringMapWorker() {
  mkdirSync(join(root, 'public', 'map'), { recursive: true })
  copyFileSync(
    join(root, 'node_modules', 'maplibre-gl', 'dist', 'maplibre-gl-worker.mjs'),
    join(root, 'public', 'map', 'worker.mjs'),
  )
}
