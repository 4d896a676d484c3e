import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { java } from '../java'
import { type Program, run, start, until } from '../process'
import { freePort, jarsOf, maven, scratch, stored } from '../store'

const version = '2.19.6'
/** Nobody in particular: the engine refuses to run as root. */
const nobody = 65534

export interface OpenSearch {
  url: string
  program: Program
}

/** The smallest distribution, which Maven Central has for integration tests, and the module that `_reindex` is in. */
async function distribution(): Promise<string> {
  return stored(`opensearch-${version}`, async (folder) => {
    const artifact = `org.opensearch.distribution.integ-test-zip:opensearch:${version}:zip`
    await maven('unpack', { artifact, outputDirectory: folder })
    const home = join(folder, `opensearch-${version}`)
    const module = join(home, 'modules/reindex')
    mkdirSync(module)
    await jarsOf(join(import.meta.dirname, 'pom.xml'), module)
    // A class that two jars bring is refused at start.
    for (const jar of readdirSync(module)) if (existsSync(join(home, 'lib', jar))) rmSync(join(module, jar))
    const netty = readFileSync(join(home, 'modules/transport-netty4/plugin-descriptor.properties'), 'utf8')
    writeFileSync(
      join(module, 'plugin-descriptor.properties'),
      netty
        .replace(/^name=.*/m, 'name=reindex')
        .replace(/^description=.*/m, 'description=Copies documents between indices')
        .replace(/^classname=.*/m, 'classname=org.opensearch.index.reindex.ReindexPlugin'),
    )
  })
}

/** Starts an engine with one node and nothing in it, with half a gigabyte of heap. @throws Missing */
export async function startOpenSearch(): Promise<OpenSearch> {
  // Its security manager is gone from Java 24 on.
  const command = java(11, 23)
  const folder = await distribution()
  const place = scratch('opensearch')
  const home = join(place, 'home')
  cpSync(join(folder, `opensearch-${version}`), home, { recursive: true })
  const port = await freePort()
  writeFileSync(
    join(home, 'config/opensearch.yml'),
    [
      'cluster.name: quayside-engines',
      'discovery.type: single-node',
      'network.host: 127.0.0.1',
      `http.port: ${port}`,
      `transport.port: ${await freePort()}`,
      `path.data: ${join(place, 'data')}`,
      `path.logs: ${join(place, 'logs')}`,
      'cluster.routing.allocation.disk.threshold_enabled: false',
      '',
    ].join('\n'),
  )
  const root = process.getuid?.() === 0
  const log = join(place, 'opensearch.log')
  writeFileSync(log, '')
  if (root) await run('chown', ['-R', `${nobody}:${nobody}`, place])
  const options = ['-Xms512m', '-Xmx512m', '-XX:+UseSerialGC', '-Djava.security.manager=allow']
  const settings = { home, conf: join(home, 'config') }
  const program = start(
    command,
    [
      ...options,
      `-Djava.io.tmpdir=${place}`,
      '-Dlog4j2.disable.jmx=true',
      '-Dopensearch.networkaddress.cache.ttl=60',
      '-Dopensearch.distribution.type=zip',
      ...Object.entries(settings).map(([name, value]) => `-Dopensearch.path.${name}=${value}`),
      '-cp',
      join(home, 'lib/*'),
      'org.opensearch.bootstrap.OpenSearch',
    ],
    { log, cwd: home, ...(root ? { user: nobody } : {}) },
  )
  const url = `http://127.0.0.1:${port}`
  await until(program, async () => (await fetch(url)).ok, 'OpenSearch')
  return { url, program }
}
