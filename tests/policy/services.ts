import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { serviceExceptions, serviceStatus } from '@/infra/aws/service-status'

const root = join(import.meta.dirname, '../..')

/** Why a type of resource may not be deployed; nothing where it may. */
export function complaintAboutResource(type: string): string | undefined {
  const known = serviceStatus.find(({ resources }) => resources.some((prefix) => type.startsWith(prefix)))
  return known && `${type}: ${known.service} is ${known.state} since ${known.since}; use ${known.instead}`
}

/** Why a package may not be imported; nothing where it may. */
export function complaintAboutPackage(name: string): string | undefined {
  if (serviceExceptions.some((exception) => exception.package === name)) return undefined
  const known = serviceStatus.find(({ packages }) => packages.includes(name))
  return known && `${name}: ${known.service} is ${known.state} since ${known.since}; use ${known.instead}`
}

/** Every package of AWS that the sources import. */
export function importedPackages(): string[] {
  const files = ['app', 'components', 'infra', 'lib', 'server', 'tools'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !file.endsWith('service-status.ts'))
      .map((file) => join(root, folder, file)),
  )
  const found = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/['"]((?:@aws-sdk\/|aws-)[a-z0-9-]+)['"/]/g)].map(
      ([, name]) => name ?? '',
    ),
  )
  return [...new Set(found)].sort()
}
