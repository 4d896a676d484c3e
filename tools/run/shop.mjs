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

const cloudServices = [
  'S3',
  'DYNAMODB',
  'DYNAMODB_STREAMS',
  'SQS',
  'EVENTBRIDGE',
  'COGNITO_IDENTITY_PROVIDER',
]

/** The settings of the cloud of a shop that is running on these ports, or nothing when none is. */
async function runningCloud(ports) {
  const at = (offset) => `http://127.0.0.1:${ports.cloud + offset}`
  const door = at(cloudServices.length)
  try {
    await fetch(`${door}/clock`, { signal: AbortSignal.timeout(1000) })
  } catch {
    return undefined
  }
  const endpoints = cloudServices.map((service, offset) => [`AWS_ENDPOINT_URL_${service}`, at(offset)])
  return {
    ...Object.fromEntries(endpoints),
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'quayside-local',
    AWS_SECRET_ACCESS_KEY: 'quayside-local-secret-key-not-for-aws',
    QUAYSIDE_DOOR_URL: door,
    QUAYSIDE_MAILBOX_URL: door,
  }
}

/** Where spans and counts go, and how soon: people look at the page while they click. */
const tracesTo = (door) => ({
  OTEL_EXPORTER_OTLP_ENDPOINT: process.env.OTEL_EXPORTER_OTLP_ENDPOINT ?? door,
  OTEL_BSP_SCHEDULE_DELAY: '1000',
  OTEL_METRIC_EXPORT_INTERVAL: '5000',
  OTEL_METRIC_EXPORT_TIMEOUT: '4000',
})

/** Joins the cloud of the shop that runs on these ports, or starts it; provisions and seeds it.
 *  @param {{ supervisor: import('./supervise.mjs').Supervisor, ports: ReturnType<typeof import('./ports.mjs').portsFrom>,
 *    dataDirectory?: string }} options
 *  @returns the environment in which the processes of the shop run, and what to tell of its demo customers */
export async function openCloud({ supervisor, ports, dataDirectory = '.data' }) {
  const data = resolve(root, dataDirectory)
  const inherited = {
    ...process.env,
    NODE_ENV: 'production',
    CLOUD: 'local',
    // The SDK announces on every start that it will want Node 22; `engines` and the image say what we support.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  }
  const start = async () =>
    settingsIn(
      await supervisor.start({
        name: 'cloud',
        file: bundle('cloud'),
        args: ['--data', join(data, 'cloud'), '--port', String(ports.cloud)],
        env: inherited,
        ready: (line) => line === 'READY',
      }),
    )
  const endpoints = (await runningCloud(ports)) ?? (await step('Starting the local cloud', start))
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
    ...(process.env.TRACES === 'on' ? tracesTo(endpoints.QUAYSIDE_DOOR_URL) : {}),
  }
  const setup = await step('Provisioning and seeding', () => run('setup', env))
  const demo = setup.filter((line) => line.startsWith('demo ')).map((line) => line.slice(5))
  return { env: { ...env, ...settingsIn(setup) }, demo }
}

/** Starts the web tier, the app tier, the workers and the edge on a cloud that is open.
 *  @param {{ supervisor: import('./supervise.mjs').Supervisor, ports: ReturnType<typeof import('./ports.mjs').portsFrom>,
 *    env: Record<string, string>, web: (env: Record<string, string>) => import('./supervise.mjs').Part }} options */
export async function startShop({ supervisor, ports, env, web }) {
  const own = (name, more = {}) => ({
    name,
    file: bundle(name),
    env: { ...env, ...more },
    ready: (line) => line.startsWith('READY'),
  })
  await step('Starting the shop', () =>
    Promise.all([
      supervisor.start(web({ ...env, PORT: String(ports.web), HOSTNAME: '127.0.0.1' })),
      supervisor.start(own('app-tier')),
      // What shoppers wait for comes first; on AWS the workers have processors of their own.
      supervisor.start({ ...own('worker'), yields: true }),
    ]),
  )
  const edge = {
    PORT: String(ports.edge),
    EDGE_WEB_URL: `http://127.0.0.1:${ports.web}`,
    EDGE_ASSETS_BUCKET: 'quayside-assets',
  }
  await step('Starting the edge', () => supervisor.start(own('edge', edge)))
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
