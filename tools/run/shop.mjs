import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { bundle } from './bundles.mjs'
import { step } from './progress.mjs'
import { root } from './root.mjs'

/** Secrets of this data directory, made on first use. */
function internalSecret(dataDirectory) {
  const file = join(dataDirectory, 'secrets.json')
  mkdirSync(dataDirectory, { recursive: true })
  if (!existsSync(file)) {
    writeFileSync(file, JSON.stringify({ internalSecret: randomBytes(32).toString('base64url') }), {
      mode: 0o600,
    })
  }
  return JSON.parse(readFileSync(file, 'utf8')).internalSecret
}

const settingsIn = (lines) =>
  Object.fromEntries(
    lines.filter((line) => /^[A-Z_0-9]+=/.test(line)).map((line) => line.split(/=(.*)/s).slice(0, 2)),
  )

/** Starts everything in front of and behind the shop, in order, and gives back the environment that it runs in.
 *  @param {{ supervisor: import('./supervise.mjs').Supervisor, ports: ReturnType<typeof import('./ports.mjs').portsFrom>,
 *    dataDirectory?: string, web: (env: Record<string, string | undefined>) => import('./supervise.mjs').Part }} options */
export async function startShop({ supervisor, ports, dataDirectory = '.data', web }) {
  const data = resolve(root, dataDirectory)
  const inherited = {
    ...process.env,
    NODE_ENV: 'production',
    CLOUD: 'local',
    // The SDK announces on every start that it will want Node 22; `engines` and the image say what we support.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  }
  const cloud = await step('Starting the local cloud', () =>
    supervisor.start({
      name: 'cloud',
      file: bundle('cloud'),
      args: ['--data', join(data, 'cloud'), '--port', String(ports.cloud)],
      env: inherited,
      ready: (line) => line === 'READY',
    }),
  )
  const endpoints = settingsIn(cloud)
  const env = {
    ...inherited,
    ...endpoints,
    DATA_DIR: data,
    SHARED_DIR: join(root, 'shared'),
    SITE_URL: process.env.SITE_URL ?? `http://localhost:${ports.edge}`,
    DOOR_URL: endpoints.QUAYSIDE_DOOR_URL,
    MAILBOX_URL: endpoints.QUAYSIDE_MAILBOX_URL,
    WEB_INTERNAL_URL: `http://127.0.0.1:${ports.web}`,
    EDGE_ADMIN_URL: `http://127.0.0.1:${ports.edge}`,
    APP_TIER_PORT: String(ports.appTier),
    INTERNAL_SECRET: internalSecret(data),
  }
  const setup = await step('Provisioning and seeding', () => run('setup', env))
  Object.assign(env, settingsIn(setup))
  await step('Starting the shop', () =>
    Promise.all([
      supervisor.start(web({ ...env, PORT: String(ports.web), HOSTNAME: '127.0.0.1' })),
      supervisor.start({
        name: 'app-tier',
        file: bundle('app-tier'),
        env,
        ready: (line) => line === 'READY',
      }),
      supervisor.start({ name: 'worker', file: bundle('worker'), env, ready: (line) => line === 'READY' }),
    ]),
  )
  await step('Starting the edge', () =>
    supervisor.start({
      name: 'edge',
      file: bundle('edge'),
      env: {
        ...env,
        PORT: String(ports.edge),
        EDGE_WEB_URL: `http://127.0.0.1:${ports.web}`,
        EDGE_ASSETS_BUCKET: 'quayside-assets',
      },
      ready: (line) => line.startsWith('READY'),
    }),
  )
  return { env, demo: setup.filter((line) => line.startsWith('demo ')).map((line) => line.slice(5)) }
}

/** Runs one of our processes to its end, showing its progress, and gives back what it printed. */
async function run(name, env) {
  const { spawn } = await import('node:child_process')
  const child = spawn(process.execPath, ['--enable-source-maps', bundle(name)], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', (text) => (output += text))
  const code = await new Promise((resolve) => child.on('exit', resolve))
  const lines = output.split('\n').filter(Boolean)
  if (code !== 0) throw new Error(`${name} failed.\n${lines.join('\n')}`)
  return lines
}
