import { type App, RemovalPolicy, Stack } from 'aws-cdk-lib'
import type { Key } from 'aws-cdk-lib/aws-kms'
import { Code } from 'aws-cdk-lib/aws-lambda'
import { Bucket } from 'aws-cdk-lib/aws-s3'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import { names } from '@/infra/access'
import { replicated } from '@/infra/replicas'
import { buckets, type TableName } from '@/infra/resources'
import { auditTrail } from './audit'
import { bucketStatements, replicaStatements } from './bucket-policy'
import { declaredBucket, guard } from './buckets'
import { distribution, siteRecords } from './delivery'
import { ownKey } from './keys'
import { declaredLocation } from './location'
import { logBucket, staticBucket } from './logs'
import { declaredMessages } from './messages'
import { bucketName, constructId, replicaName } from './names'
import { replication, replicationRole } from './replication'
import { declaredRoles } from './roles'
import type { Settings } from './settings'
import { declaredTables } from './tables'
import { type Network, network } from './network'
import { internalSecretName, sharedEnvironment } from './runtime-environment'
import { runtimeKey } from './runtime-logs'
import { webAcl } from './web-acl'
import { webService } from './web'
import { workers } from './workers'

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

/** What the data stack makes and those after it use. */
interface DataStack {
  stack: Stack
  streams: Map<TableName, string>
  distributionId: string
}

/** Where the web tier will stand. */
export function networkStack(app: App, settings: Settings): { stack: Stack; made: Network; key: Key } {
  const stack = stackIn(app, settings, 'network', settings.region)
  const key = runtimeKey(stack, settings, 'runtime')
  const logs = bucketName(settings, 'network-logs')
  const made = network(stack, settings, key, logs)
  made.balancer.node.addDependency(logBucket(stack, settings, logs, false))
  return { stack, made, key }
}

/** The first region: everything that holds data, who may touch it, and the edge in front of it. */
export function dataStack(
  app: App,
  settings: Settings,
  { made: { balancer }, key: runtime }: ReturnType<typeof networkStack>,
): DataStack {
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
    web: balancer,
    webAclArn: webAcl(stack, settings, runtime).attrArn,
  })
  siteRecords(stack, settings, edge)
  edge.node.addDependency(assets, builds, logged)
  for (const [name, bucket] of made) {
    const physical = bucketName(settings, name)
    const edgeArn = edge.distributionArn
    guard(stack, name, bucket, bucketStatements({ settings, bucket: name, physical, keyArn, edgeArn }))
  }
  declaredRoles(stack, settings, { objectsKeyArn: keyArn, tablesKeyArn: tablesKey.keyArn })
  const streams = declaredTables(stack, settings, tablesKey)
  declaredMessages(stack, settings)
  declaredLocation(stack, settings)
  auditTrail(stack, settings, trailKey, logs)
  const secret = new Secret(stack, 'Internal', {
    secretName: internalSecretName(settings),
    description: 'By which processes of the shop know each other',
    encryptionKey: runtime,
    generateSecretString: { passwordLength: 64, excludePunctuation: true },
  })
  secret.applyRemovalPolicy(RemovalPolicy.RETAIN)
  return { stack, streams, distributionId: edge.distributionId }
}

/** The tasks that render pages and answer browsers. */
export function webStack(
  app: App,
  settings: Settings,
  { made, key }: ReturnType<typeof networkStack>,
): Stack {
  const stack = stackIn(app, settings, 'web', settings.region)
  webService(stack, settings, key, made)
  return stack
}

/** The functions that work behind the shop.
 *  @param code a folder with `workers.mjs` and what it imports */
export function workersStack(
  app: App,
  settings: Settings,
  { streams, distributionId }: DataStack,
  code: string,
): Stack {
  const stack = stackIn(app, settings, 'workers', settings.region)
  const secret = Secret.fromSecretNameV2(stack, 'Internal', internalSecretName(settings))
  workers(stack, settings, {
    code: Code.fromAsset(code),
    key: runtimeKey(stack, settings, 'workers'),
    streams,
    environment: {
      ...sharedEnvironment(settings),
      WEB_INTERNAL_URL: `https://${settings.siteDomain}`,
      CLOUDFRONT_DISTRIBUTION_ID: distributionId,
      // Resolved when it is deployed, and kept under the key of the workers.
      INTERNAL_SECRET: secret.secretValue.unsafeUnwrap(),
    },
  })
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
