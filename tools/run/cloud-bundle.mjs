import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { originOf, readCache } from './code-cache.cjs'
import { root } from './root.mjs'
import { makeCodeCache } from './warm-cloud.mjs'

const outfile = join(root, '.build', 'cloud.cjs')
const cache = join(root, '.build', 'cloud.cache')

/** The file that Node runs: it runs the bundle. */
export const cloudProcess = join(root, 'tools', 'run', 'cloud.cjs')

/** What of its packages the bundle does without, so that there is less to load. */
const leaner = {
  name: 'leaner',
  setup(build) {
    // Messages in fifty languages.
    build.onLoad({ filter: /zod\/v4\/locales\/index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js'",
    }))
    // The databases of dynalite, of which only checks and grammars are used.
    build.onResolve({ filter: /^(level|memory-level)$/ }, ({ path }) => ({ path, namespace: 'none' }))
    build.onLoad({ filter: /./, namespace: 'none' }, () => ({ contents: 'module.exports = {}' }))
    build.onLoad({ filter: /dynamodb\/dynalite-files\.ts$/ }, dynaliteFiles)
    // The bundle runs where it was made, so what libsql finds out of the machine is known.
    build.onLoad({ filter: /@neon-rs\/load\/dist\/index\.js$/ }, () => ({
      contents: `exports.currentTarget = () => '${fromLibsql('@neon-rs/load').currentTarget()}'`,
    }))
    build.onLoad({ filter: /detect-libc\/lib\/detect-libc\.js$/ }, () => ({
      contents: `exports.familySync = () => ${JSON.stringify(fromLibsql('detect-libc').familySync())}
        Object.assign(exports, { GLIBC: 'glibc', MUSL: 'musl' })`,
    }))
  },
}

const fromHere = createRequire(import.meta.url)
const fromLibsql = (name) => createRequire(fromHere.resolve('libsql'))(name)

/** The module that gives dynalite's files, with the files in it. */
function dynaliteFiles() {
  const dynalite = dirname(fromHere.resolve('dynalite/package.json'))
  const within = (folder) => readdirSync(join(dynalite, folder)).map((file) => `${folder}/${file}`)
  const files = [...within('validations'), ...within('db').filter((file) => file.endsWith('Parser.js'))]
  const entries = files.map((file) => `'${file}': () => require('dynalite/${file}')`)
  return { contents: `const files = {${entries}}\nexport const dynaliteFile = (path) => files[path]()` }
}

/** Bundles the local cloud into one file, and keeps the code that V8 makes of it where that is another than before: so it starts fast.
 *  @returns the file to run */
export async function buildCloud() {
  const { build } = await import('esbuild')
  await build({
    entryPoints: [join(root, 'infra/local/main.ts')],
    outfile,
    bundle: true,
    plugins: [leaner],
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    // `cloud.cjs` calls it, as Node would.
    banner: { js: '(function (exports, require, module, __filename, __dirname) {' },
    footer: { js: '})' },
    // There is less to read; names stay what they are.
    minifyWhitespace: true,
    minifySyntax: true,
    sourcemap: true,
    logLevel: 'warning',
  })
  if (!readCache(cache, originOf(readFileSync(outfile))).code) await makeCache()
  return cloudProcess
}

/** Without a cache the cloud starts as well, only later. */
async function makeCache() {
  try {
    await makeCodeCache(cloudProcess)
  } catch (error) {
    console.error(
      `The code cache of the local cloud could not be made (${error.message}); it starts without.`,
    )
  }
}
