// `node tools/container.mjs`: builds the web tier's image with buildah, runs it as nobody in particular against a local cloud, buys
// something, and ends it while a request is under way. Exit code 77 says that this machine cannot do it, and why.
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { ensureInstalled, requireNode } from './run/install.mjs'
import { root } from './run/root.mjs'

requireNode()
ensureInstalled()
const { buildBundles } = await import('./run/bundles.mjs')
const { buildShop } = await import('./run/next-build.mjs')
const { buy } = await import('./run/buy.mjs')
const { portsFrom, requireFree } = await import('./run/ports.mjs')
const { openCloud, startShop } = await import('./run/shop.mjs')
const { Supervisor } = await import('./run/supervise.mjs')

const image = 'localhost/quayside-web'
const run = (command, args, options = {}) => spawnSync(command, args, { encoding: 'utf8', ...options })
const has = (command) => run('sh', ['-c', `command -v ${command}`]).status === 0

function skip(reason) {
  console.log(`SKIPPED the container: ${reason}`)
  process.exit(77)
}

function must(command, args, options) {
  const { status, stdout, stderr } = run(command, args, options)
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}\n${stdout}${stderr}`)
  return stdout.trim()
}

function requireBuildah() {
  if (has('buildah')) return
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !has('apt-get'))
    skip('there is no buildah on this machine.')
  run('apt-get', ['update', '-qq'])
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'buildah', 'crun'])
  if (!has('buildah')) skip('buildah cannot be installed here.')
}

/** An image with Node: the one that `CONTAINER_BASE` names, else one made of this machine's own Node and C library. */
function baseImage(scratch) {
  if (process.env.CONTAINER_BASE) return process.env.CONTAINER_BASE
  const files = join(scratch, 'base')
  const native = readdirSync(join(root, '.next/standalone'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(node|so[.\d]*)$/.test(file))
    .map((file) => join(root, '.next/standalone', file))
  // Those made for another C library find nothing here, and are not loaded either.
  const libraries = [process.execPath, '/bin/sh', ...native].flatMap((file) =>
    [...run('ldd', [file]).stdout.matchAll(/(?:^|\s)(\/(?:usr\/)?lib\S*) \(0x/gm)].map(([, path]) => path),
  )
  const put = (from, to = from) => {
    mkdirSync(join(files, dirname(to)), { recursive: true })
    cpSync(realpathSync(from), join(files, to))
  }
  put(process.execPath, '/usr/bin/node')
  put('/bin/sh')
  for (const library of new Set(libraries)) put(library)
  mkdirSync(join(files, 'tmp'), { recursive: true })
  chmodSync(join(files, 'tmp'), 0o1777)
  mkdirSync(join(files, 'etc'), { recursive: true })
  writeFileSync(join(files, 'etc/passwd'), 'root:x:0:0::/:/bin/sh\nnode:x:1000:1000::/tmp:/bin/sh\n')
  writeFileSync(join(files, 'etc/group'), 'root:x:0:\nnode:x:1000:\n')
  const container = must('buildah', ['from', 'scratch'])
  must('buildah', ['copy', container, files, '/'])
  must('buildah', ['config', '--env', 'PATH=/usr/bin:/bin', container])
  must('buildah', ['commit', '--rm', '--format', 'docker', container, 'localhost/quayside-base'])
  return 'localhost/quayside-base'
}

/** Everyone may use what the test's shop keeps: inside, the process is nobody in particular. */
function openToAll(path) {
  chmodSync(path, 0o777)
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const inner = join(path, entry.name)
    if (entry.isDirectory()) openToAll(inner)
    else chmodSync(inner, 0o666)
  }
}

async function until(condition, what, seconds = 30) {
  const deadline = Date.now() + seconds * 1000
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`${what} did not come about.`)
    await new Promise((again) => setTimeout(again, 50))
  }
}

/** Ends the container while a request waits for the database: it says that it is not ready, answers that request, and ends well. */
async function endGently({ supervisor, web, door }) {
  const started = await fetch(`${web}/api/cart/lines?locale=en-GB`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ sku: 'QS-VAS-001-SGE' }),
  })
  const cookie = started.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const fault = { service: 'dynamodb', operation: 'GetItem', kind: 'delay', milliseconds: 6_000, times: 1 }
  await fetch(`${door}/faults`, { method: 'POST', body: JSON.stringify(fault) })
  const slow = fetch(`${web}/api/cart?locale=en-GB`, { headers: { cookie } })
  const unready = until(
    async () => (await fetch(`${web}/readyz`)).status === 503,
    'a process that is not ready',
  )
  const [answer] = await Promise.all([slow, unready, supervisor.stop()])
  const { count } = await answer.json()
  if (answer.status !== 200 || count !== 1) throw new Error('A request was cut off by the end.')
}

const scratch = mkdtempSync(join(tmpdir(), 'quayside-container-'))
const supervisor = new Supervisor()
try {
  requireBuildah()
  await buildBundles()
  await buildShop()
  const base = baseImage(scratch)
  const built = [
    '--target',
    'prebuilt',
    '--build-arg',
    `BASE=${base}`,
    '-f',
    'infra/Dockerfile',
    '-t',
    image,
    '.',
  ]
  must('buildah', ['build', '--isolation', 'chroot', '--format', 'docker', ...built], { cwd: root })
  const about = JSON.parse(must('buildah', ['inspect', '--type', 'image', image])).Docker.config
  if (!/^[1-9]/.test(about.User)) throw new Error(`The image runs as '${about.User}'.`)
  if (!about.Healthcheck?.Test?.length) throw new Error('The image has no health check.')
  console.log(
    `built ${image} on ${base}: user ${about.User}, health check every ${about.Healthcheck.Interval / 1e9} s`,
  )

  const ports = portsFrom(process.env.CONTAINER_PORT ?? '3200')
  await requireFree(ports)
  const dataDirectory = join(scratch, 'data')
  const { env } = await openCloud({ supervisor, ports, dataDirectory })
  openToAll(scratch)
  await startShop({
    supervisor,
    ports,
    env: { ...env, DRAIN_SECONDS: '2' },
    web: (given) => ({
      name: 'shop',
      file: join(root, 'tools/run/container-web.mjs'),
      args: [image, dataDirectory],
      env: given,
      ready: (line) => line.includes('Ready'),
    }),
  })
  const web = `http://127.0.0.1:${ports.web}`
  await until(async () => (await fetch(`${web}/readyz`)).ok, 'readiness')
  const { order, invoice } = await buy(env.SITE_URL)
  console.log(`order ${order.number} through the container, invoice of ${invoice.length} bytes`)
  await endGently({ supervisor, web, door: env.DOOR_URL })
  console.log('told to end, it was not ready any more, answered what was under way, and ended')
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await supervisor.stop()
  rmSync(scratch, { recursive: true, force: true })
}
