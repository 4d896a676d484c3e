import { createRequire, Module } from 'node:module'

const load = createRequire(import.meta.url)

/** Loads one of dynalite's files. In the bundle of the local cloud another module stands here, with the files in it:
 *  `tools/run/cloud-bundle.mjs`.
 *  @param path within the package */
export const dynaliteFile = (path: string) => withoutLevelDb(() => load(`dynalite/${path}`))

/** dynalite's checks stand in files that also open databases; while they load, its two database modules are empty. */
function withoutLevelDb<T>(loading: () => T): T {
  const from = createRequire(load.resolve('dynalite'))
  const replaced = ['level', 'memory-level'].map((name) => from.resolve(name))
  const earlier = replaced.map((path) => load.cache[path])
  for (const path of replaced) {
    const empty = new Module(path)
    empty.exports = {}
    empty.loaded = true
    load.cache[path] = empty
  }
  try {
    return loading()
  } finally {
    for (const [index, path] of replaced.entries()) {
      const module = earlier[index]
      if (module) load.cache[path] = module
      else delete load.cache[path]
    }
  }
}
