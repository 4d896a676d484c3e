// The local cloud's process: runs its bundle with the code that V8 made of it before, so that nothing has to be compiled.
'use strict'
const { readFileSync } = require('node:fs')
const { createRequire } = require('node:module')
const { dirname, join } = require('node:path')
const { Script } = require('node:vm')
const { originOf, readCache, writeCache } = require('./code-cache.cjs')
const { mapStackTraces } = require('./stack-traces.cjs')

const filename = join(__dirname, '..', '..', '.build', 'cloud.cjs')
const cache = join(dirname(filename), 'cloud.cache')
const bundle = readFileSync(filename)
const origin = originOf(bundle)
const making = process.env.CLOUD_CODE_CACHE === 'make'
const { code, foreign } = making ? { foreign: false } : readCache(cache, origin)
// esbuild escapes what is not ASCII.
const script = new Script(bundle.toString('latin1'), { filename, cachedData: code })
if (foreign || script.cachedDataRejected) {
  console.error(
    `${cache} is of another bundle or another Node; the local cloud starts without it. 'npm run cloud' makes it anew.`,
  )
}
// At its end all that a start and first requests need has been compiled.
if (making) process.on('exit', () => writeCache(cache, origin, script.createCachedData()))
mapStackTraces(filename)
const main = { exports: {} }
script.runInThisContext()(main.exports, createRequire(filename), main, filename, dirname(filename))
