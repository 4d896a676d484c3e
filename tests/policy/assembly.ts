import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import { readSettings } from '@/infra/aws/settings'

/** The templates as they would be deployed, with AWS's example values for account and organisation. */
export const settings = readSettings({})

const Resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
})
const Template = z.object({ Resources: z.record(z.string(), Resource) })
export type Template = z.infer<typeof Template>

export type Assembly = Record<'data' | 'replica' | 'network' | 'web' | 'workers', Template>

const root = join(import.meta.dirname, '../..')
const shelf = join(root, '.build/assemblies')

/** Synthesises once for each state of the sources, whoever of the test files asks first.
 *  @throws ValidationFailed when a rule of the packs is neither followed nor explained */
export async function assembly(): Promise<Assembly> {
  const folder = join(shelf, digest())
  const lock = `${folder}.lock`
  mkdirSync(shelf, { recursive: true })
  while (!existsSync(folder)) {
    if (!taken(lock)) {
      await setTimeout(100)
      continue
    }
    try {
      if (!existsSync(folder)) await synthesise(folder)
    } finally {
      rmSync(lock, { recursive: true })
    }
  }
  const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'))
  return {
    data: Template.parse(read('QuaysideData.template.json')),
    replica: Template.parse(read('QuaysideReplica.template.json')),
    network: Template.parse(read('QuaysideNetwork.template.json')),
    web: Template.parse(read('QuaysideWeb.template.json')),
    workers: Template.parse(read('QuaysideWorkers.template.json')),
  }
}

/** Takes the lock, also from one who held it for minutes and must be dead. */
function taken(lock: string): boolean {
  try {
    mkdirSync(lock)
    return true
  } catch {
    const since = existsSync(lock) ? Date.now() - statSync(lock).mtimeMs : 0
    if (since > 180_000) rmSync(lock, { recursive: true, force: true })
    return false
  }
}

/** @throws ValidationFailed for what the rule packs found and nobody explained */
async function synthesise(folder: string): Promise<void> {
  const { cloudApp } = await import('@/infra/aws/app')
  const draft = mkdtempSync(join(dirname(folder), 'draft-'))
  try {
    // Any folder stands in for the bundled workers: nobody runs them here.
    cloudApp(settings, draft, join(root, 'infra/aws'), false).synth()
    renameSync(draft, folder)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

function digest(): string {
  const hash = createHash('sha256')
  const sources = ['infra', 'infra/aws'].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .map((file) => join(root, folder, file)),
  )
  for (const file of [...sources, join(root, 'package-lock.json')].sort()) hash.update(readFileSync(file))
  return hash.digest('hex').slice(0, 16)
}
