// Runs the web tier's container in the place of the web tier's process: `node container-web.mjs IMAGE DATA_DIR`.
import { spawn, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

const [image = '', dataDirectory = ''] = process.argv.slice(2)
const passed =
  /^(AWS_|COGNITO_|CLOUD$|SITE_URL|DOOR_URL|MAILBOX_URL|EDGE_ADMIN_URL|WEB_INTERNAL_URL|INTERNAL_SECRET|PORT$|HOSTNAME$|LOG_LEVEL|DRAIN_SECONDS)/
const settings = Object.entries({ ...process.env, DATA_DIR: dataDirectory }).flatMap(([name, value]) =>
  passed.test(name) || name === 'DATA_DIR' ? ['--env', `${name}=${value}`] : [],
)
const made = spawnSync('buildah', ['from', image], { encoding: 'utf8' })
const container = made.stdout.trim()
const user = spawnSync('buildah', ['inspect', '--format', '{{.OCIv1.Config.User}}', container], {
  encoding: 'utf8',
}).stdout.trim()
const child = spawn(
  'buildah',
  [
    'run',
    '--isolation',
    'chroot',
    '--user',
    user,
    '-v',
    `${dataDirectory}:${dataDirectory}`,
    ...settings,
    container,
    '--',
    'node',
    'web.mjs',
  ],
  { stdio: ['ignore', 'inherit', 'inherit'] },
)

/** The container's own process, below buildah's. It has given itself another title, so its program tells. */
function inside(pid) {
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const parent = Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'utf8'))?.[1])
      if (parent !== pid) continue
      const found = readlinkSync(`/proc/${name}/exe`).endsWith('/node') ? Number(name) : inside(Number(name))
      if (found) return found
    } catch (error) {
      if (error.code !== 'ENOENT' && error.code !== 'ESRCH') throw error
    }
  }
  return undefined
}

function end() {
  const pid = child.pid && inside(child.pid)
  if (pid) process.kill(pid, 'SIGTERM')
  else child.kill('SIGTERM')
}
process.on('SIGTERM', end)
process.on('disconnect', end)
child.on('exit', (code) => {
  spawnSync('buildah', ['rm', container], { stdio: 'ignore' })
  process.exit(code ?? 1)
})
