import { readdirSync } from 'node:fs'
import { Socket } from 'node:net'
import { join } from 'node:path'
import { has, Missing, type Program, run, start, until } from '../process'
import { freePort, scratch, stored } from '../store'

/** Debian's packages that the server consists of, beside what every Debian has. */
const packages = ['redis-server', 'redis-tools', 'libjemalloc2', 'liblzf1', 'libatomic1']

export interface Redis {
  url: string
  port: number
  program: Program
}

interface Server {
  command: string
  libraries?: string
}

/** The machine's own redis-server, else Debian's, unpacked into the store: nobody needs to be root for that. */
async function server(): Promise<Server> {
  if (has('redis-server')) return { command: 'redis-server' }
  if (!has('apt-get') || !has('dpkg-deb'))
    throw new Missing('there is neither redis-server nor apt-get on this machine.')
  const folder = await stored('redis-debian', async (into) => {
    try {
      await run('apt-get', ['download', ...packages], into)
    } catch {
      // A new machine has no list of packages yet.
      await run('apt-get', ['update', '-qq'])
      await run('apt-get', ['download', ...packages], into)
    }
    for (const name of readdirSync(into)) await run('dpkg-deb', ['-x', name, 'root'], into)
  })
  const libraries = join(folder, 'root/usr/lib')
  const machine = readdirSync(libraries).find((name) => name.endsWith('-linux-gnu')) ?? ''
  return { command: join(folder, 'root/usr/bin/redis-server'), libraries: join(libraries, machine) }
}

/** Starts a Redis that keeps nothing on disk. @throws Missing */
export async function startRedis(port?: number): Promise<Redis> {
  const { command, libraries } = await server()
  const at = port ?? (await freePort())
  const place = scratch('redis')
  const memory = ['--save', '', '--appendonly', 'no']
  const program = start(command, ['--port', String(at), '--bind', '127.0.0.1', '--dir', place, ...memory], {
    log: join(place, 'redis.log'),
    ...(libraries ? { env: { LD_LIBRARY_PATH: libraries } } : {}),
  })
  await until(program, () => pong(at), 'Redis', 20)
  return { url: `redis://127.0.0.1:${at}`, port: at, program }
}

const pong = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = new Socket()
    socket.once('data', (data) => {
      resolve(data.toString().startsWith('+PONG'))
      socket.destroy()
    })
    socket.once('error', () => resolve(false))
    socket.connect(port, '127.0.0.1', () => socket.write('PING\r\n'))
  })
