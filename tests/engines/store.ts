import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { has, Missing, run } from './process'

/** Where engines are kept between runs: outside the repository, by name and version. */
export const engineStore = join(
  process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'),
  'quayside',
  'engines',
)

/** A folder of the store, filled once. One that was not filled to its end is filled anew. */
export async function stored(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(engineStore, name)
  const complete = join(folder, '.complete')
  if (existsSync(complete)) return folder
  console.log(`   installing ${name} …`)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  await fill(folder)
  writeFileSync(complete, '')
  return folder
}

const dependencyPlugin = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1'

/** Runs a goal of Maven's dependency plugin as Maven is set up on this machine, so mirrors and credentials of its settings hold.
 *  What arrives with another checksum than its repository tells is refused. @throws Missing */
export async function maven(goal: string, options: Readonly<Record<string, string>>): Promise<void> {
  if (!has('mvn')) throw new Missing('it needs Maven (mvn), which is not on this machine.')
  const settings = Object.entries(options).map(([name, value]) => `-D${name}=${value}`)
  // Without a project of its own; a pom.xml in the current folder would be read otherwise.
  await run('mvn', ['-B', '-q', '-C', `${dependencyPlugin}:${goal}`, ...settings], tmpdir())
}

/** All jars that a `pom.xml` of this repository asks for, in one folder. @throws Missing */
export async function jarsOf(pom: string, folder: string): Promise<void> {
  if (!has('mvn')) throw new Missing('it needs Maven (mvn), which is not on this machine.')
  const copy = `${dependencyPlugin}:copy-dependencies`
  await run('mvn', ['-B', '-q', '-C', '-f', pom, copy, `-DoutputDirectory=${folder}`], tmpdir())
}

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
  const probe = await listen(0)
  const address = probe?.address()
  await close(probe)
  if (!address || typeof address === 'string') throw new Error('no port is free')
  return address.port
}

/** A port that nothing listens on, and nothing on those that follow it. */
export async function freePorts(count: number): Promise<number> {
  for (;;) {
    const first = await freePort()
    const probes = await Promise.all(Array.from({ length: count - 1 }, (_, at) => listen(first + at + 1)))
    await Promise.all(probes.map(close))
    if (probes.every((probe) => probe !== undefined)) return first
  }
}

const listen = (port: number): Promise<Server | undefined> =>
  new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(undefined))
    if (port > 65_535) resolve(undefined)
    else probe.listen(port, '127.0.0.1', () => resolve(probe))
  })

const close = (probe: Server | undefined): Promise<void> =>
  new Promise((resolve) => (probe ? probe.close(() => resolve()) : resolve()))

/** A folder for what one run of an engine writes; removed when this process ends. */
export function scratch(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `quayside-${name}-`))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}
