import { type App, Stack } from 'aws-cdk-lib'
import { Bucket } from 'aws-cdk-lib/aws-s3'
import { names } from '@/infra/access'
import { replicated } from '@/infra/replicas'
import { buckets } from '@/infra/resources'
import { auditTrail } from './audit'
import { bucketStatements, replicaStatements } from './bucket-policy'
import { declaredBucket, guard } from './buckets'
import { distribution } from './delivery'
import { ownKey } from './keys'
import { declaredLocation } from './location'
import { logBucket, staticBucket } from './logs'
import { declaredMessages } from './messages'
import { bucketName, constructId, replicaName } from './names'
import { replication, replicationRole } from './replication'
import { declaredRoles } from './roles'
import type { Settings } from './settings'
import { declaredTables } from './tables'

/** The second region: a replica of every bucket that is declared so, under a key of its own. */
export function replicaStack(app: App, settings: Settings): Stack {
  const stack = stackIn(app, settings, 'replica', settings.replicaRegion)
  const { keyArn } = ownKey(stack, settings, 'objects', 'Objects about customers and orders')
  const logs = bucketName(settings, 'replica-logs')
  logBucket(stack, settings, logs, false)
  for (const name of replicated) {
    const physical = replicaName(settings, name)
    const made = declaredBucket(stack, name, { physical, keyArn, logs, origin: origin(settings) })
    const edgeArn = anyDistribution(settings)
    guard(stack, name, made, replicaStatements({ settings, bucket: name, physical, keyArn, edgeArn }))
  }
  return stack
}

/** The first region: everything that holds data, who may touch it, and the edge in front of it. */
export function dataStack(app: App, settings: Settings): Stack {
  const stack = stackIn(app, settings, 'data', settings.region)
  const objectsKey = ownKey(stack, settings, 'objects', 'Objects about customers and orders')
  const tablesKey = ownKey(stack, settings, 'tables', 'Tables about people and payments')
  const trailKey = ownKey(stack, settings, 'trail', 'The audit trail')
  const { keyArn } = objectsKey
  const logs = bucketName(settings, 'logs')
  const logged = logBucket(stack, settings, logs, true)
  const role = replicationRole(stack, settings, keyArn)
  const made = new Map(
    names(buckets).map((name) => {
      const bucket = declaredBucket(stack, name, {
        physical: bucketName(settings, name),
        keyArn,
        logs,
        origin: origin(settings),
        replication: buckets[name].replicated ? replication(settings, name) : undefined,
      })
      bucket.node.addDependency(role)
      return [name, bucket] as const
    }),
  )
  const builds = staticBucket(stack, settings, bucketName(settings, 'static'), logs)
  const assets = made.get('assets')
  if (!assets) throw new Error('no assets are declared')
  const edge = distribution(stack, settings, {
    assets: Bucket.fromBucketName(stack, 'Assets', bucketName(settings, 'assets')),
    staticFiles: Bucket.fromBucketName(stack, 'Static', bucketName(settings, 'static')),
    logs: Bucket.fromBucketName(stack, 'Logs', logs),
  })
  edge.node.addDependency(assets, builds, logged)
  for (const [name, bucket] of made) {
    const physical = bucketName(settings, name)
    const edgeArn = edge.distributionArn
    guard(stack, name, bucket, bucketStatements({ settings, bucket: name, physical, keyArn, edgeArn }))
  }
  declaredRoles(stack, settings, { objectsKeyArn: keyArn, tablesKeyArn: tablesKey.keyArn })
  declaredTables(stack, settings, tablesKey)
  declaredMessages(stack, settings)
  declaredLocation(stack, settings)
  auditTrail(stack, settings, trailKey, logs)
  return stack
}

const stackIn = (app: App, settings: Settings, name: string, region: string): Stack =>
  new Stack(app, constructId(settings.stage, name), {
    stackName: `${settings.stage}-${name}`,
    env: { account: settings.account, region },
    terminationProtection: true,
  })

const origin = (settings: Settings): string => `https://${settings.siteDomain}`
const anyDistribution = (settings: Settings): string =>
  `arn:aws:cloudfront::${settings.account}:distribution/*`
