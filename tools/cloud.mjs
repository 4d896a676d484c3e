// Runs the local cloud alone: `npm run cloud -- --data DIR --port N`.
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const outfile = join(root, '.build', 'cloud.mjs')

/** Bundles the local cloud into one file that starts fast; gives back the file's path. */
export async function buildCloud() {
  await build({
    entryPoints: [join(root, 'infra/local/main.ts')],
    outfile,
    bundle: true,
    // What is native, or loads files of its own, stays a package; all else is read faster from one file.
    external: ['libsql', 'dynalite', 'sharp'],
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // There is less to read; names stay what they are.
    minifyWhitespace: true,
    minifySyntax: true,
    sourcemap: true,
    logLevel: 'warning',
  })
  return outfile
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const child = spawn(
    process.execPath,
    ['--enable-source-maps', await buildCloud(), ...process.argv.slice(2)],
    {
      stdio: 'inherit',
    },
  )
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 0 : 1)))
}
