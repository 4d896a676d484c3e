import { leftovers, type Life, lives } from '@/infra/object-life'
import { type BucketName, buckets } from '@/infra/resources'

/** One lifecycle rule, as S3 knows them: CloudFormation and S3's own API are told the same. */
export interface LifecycleRule {
  id: string
  /** Literal: S3 knows no patterns here. */
  prefix: string
  tags: Readonly<Record<string, string>>
  /** Bytes; a filter by size is what lets objects under 128 KB move, and no other action may stand beside it. */
  largerThan?: number
  moves: Life['moves']
  deleteAfterDays?: number
  /** Days since a version was replaced or deleted. */
  deleteReplacedAfterDays?: number
  abortUploadsAfterDays?: number
  removeLoneMarkers: boolean
}

const nothing = { tags: {}, moves: [], removeLoneMarkers: false } as const

/** The lifecycle of a declared bucket. Prefixes that begin with the same literal share their rules.
 *  @throws Error when such prefixes are declared to live differently */
export function lifecycleRules(bucket: BucketName): LifecycleRule[] {
  const byHead = new Map<string, keyof typeof lives>()
  for (const { path, life } of buckets[bucket].prefixes) {
    const head = path.split('{', 1)[0] ?? ''
    const known = byHead.get(head) ?? life
    if (known !== life) throw new Error(`${bucket}/${head} cannot live as ${known} and as ${life}`)
    byHead.set(head, life)
  }
  return [
    ...[...byHead].flatMap(([prefix, life]) => ageing(prefix, lives[life])),
    {
      ...nothing,
      id: 'leftovers',
      prefix: '',
      deleteReplacedAfterDays: leftovers.replacedVersions,
      abortUploadsAfterDays: leftovers.incompleteUploads,
      removeLoneMarkers: true,
    },
  ]
}

function ageing(prefix: string, life: Life): LifecycleRule[] {
  const name = prefix.replace(/\/$/, '').replaceAll('/', '-')
  const common = { ...nothing, prefix, tags: life.onlyTagged ?? {} }
  const move = {
    ...common,
    id: `${name}-move`,
    moves: life.moves,
    ...(life.smallOnesToo ? { largerThan: 1 } : {}),
  }
  const remove = { ...common, id: `${name}-delete`, deleteAfterDays: life.deleteAfterDays }
  return life.moves.length > 0 ? [move, remove] : [remove]
}

/** Whether small objects may move in this bucket to classes whose own minimum would allow it. */
export const smallObjectsMove = (bucket: BucketName): boolean =>
  buckets[bucket].prefixes.some(({ life }) => lives[life].smallOnesToo)
