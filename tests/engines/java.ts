import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Missing } from './process'

const installed = '/usr/lib/jvm'

/** A Java of this machine whose version lies between two, both included. @throws Missing */
export function java(from: number, to: number): string {
  const candidates = [
    ...(process.env.JAVA_HOME ? [join(process.env.JAVA_HOME, 'bin/java')] : []),
    'java',
    ...(existsSync(installed) ? readdirSync(installed).map((name) => join(installed, name, 'bin/java')) : []),
  ]
  const fitting = candidates.find((candidate) => {
    const version = versionOf(candidate)
    return version !== undefined && version >= from && version <= to
  })
  if (!fitting) throw new Missing(`it needs Java ${from} to ${to}, which is not on this machine.`)
  return fitting
}

function versionOf(command: string): number | undefined {
  const { status, stderr } = spawnSync(command, ['-version'], { encoding: 'utf8' })
  const version = /version "(\d+)/.exec(stderr ?? '')?.[1]
  return status === 0 && version ? Number(version) : undefined
}
