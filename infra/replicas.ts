import { names } from '@/infra/access'
import { type BucketName, buckets, physicalName } from '@/infra/resources'

/** The buckets that a second region keeps a copy of. */
export const replicated: readonly BucketName[] = names(buckets).filter((name) => buckets[name].replicated)

/** The real name of a bucket's copy. */
export const replicaBucketName = (stage: string, name: BucketName): string =>
  physicalName(stage, `${name}-replica`)

/** What the literal beginnings of copied keys are: everything but what is still unchecked. */
export function replicatedHeads(name: BucketName): string[] {
  const kept = buckets[name].prefixes.filter(({ life }) => life !== 'quarantine')
  return [...new Set(kept.map(({ path }) => path.split('{', 1)[0] ?? ''))]
}

/** `customers/` becomes `customers`: rules have names without slashes. */
export const ruleName = (prefix: string): string => prefix.replace(/\/$/, '').replaceAll('/', '-')
