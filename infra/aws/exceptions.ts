import { type App, Validations } from 'aws-cdk-lib'
import type { IConstruct } from 'constructs'
import { constructId } from './names'

/** Why a rule of the packs is not followed; said once, for the constructs at these paths and what is beneath them. */
interface Exception {
  id: string
  reason: string
  at: readonly string[]
}

const replicas = ['Assets', 'Invoices', 'Archive'].map((name) => `QuaysideReplica/${name}Bucket`)

const logs = ['Data', 'Network', 'Replica'].map((stack) => `Quayside${stack}/LogsBucket`)

const exceptions: readonly Exception[] = [
  {
    id: 'CloudFormation-Validate::W9003',
    reason:
      'The CDK types ObjectSizeGreaterThan as a number; CloudFormation reads it as the text that it wants.',
    at: ['QuaysideData', 'QuaysideReplica'],
  },
  {
    id: 'PCI.DSS.321-S3BucketReplicationEnabled',
    reason: 'It is itself the replica.',
    at: replicas,
  },
  {
    id: 'PCI.DSS.321-S3BucketReplicationEnabled',
    reason:
      'Access logs tell of one region alone; what an assessment needs is the trail, which nobody can delete.',
    at: logs,
  },
  {
    id: 'PCI.DSS.321-S3BucketReplicationEnabled',
    reason: 'Every release writes the files of the build anew; the web tier has them, too.',
    at: ['QuaysideData/StaticBucket'],
  },
  {
    id: 'PCI.DSS.321-S3BucketReplicationEnabled',
    reason:
      'The trail is locked in compliance mode, and CloudWatch Logs holds a second copy of its last year.',
    at: ['QuaysideData/TrailBucket'],
  },
  {
    id: 'PCI.DSS.321-S3DefaultEncryptionKMS',
    reason: "Log delivery by S3 and CloudFront can write with S3's own keys alone.",
    at: logs,
  },
  {
    id: 'PCI.DSS.321-S3DefaultEncryptionKMS',
    reason: 'Scripts and styles that every browser downloads; there is nothing about a customer in them.',
    at: ['QuaysideData/StaticBucket'],
  },
  {
    id: 'AwsSolutions-CFR1',
    reason: 'The shop is open to the whole world; which markets it delivers to is decided at checkout.',
    at: ['QuaysideData/Edge'],
  },
  ...['AwsSolutions-S1', 'PCI.DSS.321-S3BucketLoggingEnabled'].map((id) => ({
    id,
    reason: 'Log delivery alone writes here; a bucket that logged into itself would log for ever.',
    at: ['QuaysideNetwork/LogsBucket'],
  })),
  {
    id: 'PCI.DSS.321-VPCNoUnrestrictedRouteToIGW',
    reason:
      'These two subnets hold NAT gateways and nothing else; tasks and the load balancer have no public way in.',
    at: ['QuaysideNetwork/Network/natSubnet1', 'QuaysideNetwork/Network/natSubnet2'],
  },
  {
    id: 'PCI.DSS.321-VPCDefaultSecurityGroupClosed',
    reason: 'Nothing stands in it: whatever is in the network names a group of its own.',
    at: ['QuaysideNetwork/Network'],
  },
  {
    id: 'PCI.DSS.321-ALBWAFEnabled',
    reason: 'It is internal: only CloudFront reaches it, and the ACL stands before CloudFront.',
    at: ['QuaysideNetwork/Balancer'],
  },
  {
    id: 'AwsSolutions-SMG4',
    reason:
      'Both sides of a signed request read it; a change of it is a deployment, which `docs/object-storage.md` describes.',
    at: ['QuaysideData/Internal'],
  },
  {
    id: 'AwsSolutions-ECS2',
    reason: 'Names and addresses alone stand in the definition; the secret comes from Secrets Manager.',
    at: ['QuaysideWeb/WebTask'],
  },
  {
    id: 'PCI.DSS.321-LambdaInsideVPC',
    reason:
      "They call AWS's own services alone, signed and by TLS, and nobody can call them; inside a network each room's role would have to make network interfaces anywhere in the account.",
    at: ['QuaysideWorkers'],
  },
]

/** Tells the packs of every exception. What is not told fails the synthesis.
 *  @throws Error when an exception is told of something that is not there */
export function explainExceptions(app: App, stage: string): void {
  const prefix = constructId(stage)
  for (const { id, reason, at } of exceptions) {
    for (const path of at) {
      const construct = app.node.findAll().find((one) => one.node.path === path.replace(/^Quayside/, prefix))
      if (!construct) throw new Error(`${path} is not there, but an exception from ${id} is made for it`)
      Validations.of(construct).acknowledge({ id, reason })
    }
  }
}

/** A star in a resource is never "everything" here; says of each what it stands for.
 *  @throws Error for a star that nobody has thought about */
export function explainWildcards(policy: IConstruct, resources: readonly string[]): void {
  for (const resource of resources.filter((one) => one.includes('*'))) {
    Validations.of(policy).acknowledge({
      id: `AwsSolutions-IAM5[Resource::${resource}]`,
      reason: meaning(resource),
    })
  }
}

function meaning(resource: string): string {
  if (/:table\/[^*]+\/index\/\*$/.test(resource)) return 'The secondary indexes of one named table.'
  if (/:table\/[^*]+\/stream\/\*$/.test(resource))
    return 'The streams of one named table, whose names hold the moment of their making.'
  if (/:log-group:[^*]+:\*$/.test(resource)) return 'The streams of one named log group.'
  if (/:log-group:[^*]+\/workers\/\*$/.test(resource)) return 'The log groups of the shop’s own functions.'
  if (resource.endsWith(':distribution/*'))
    return 'Its id is made when it is deployed, and it refers to these roles; the account has this one.'
  if (/^arn:aws:s3:::[^*/]+\/\*$/.test(resource))
    return 'Replication copies whole buckets; its actions are those of S3 alone.'
  if (/^arn:aws:s3:::[^*/]+\/[^*].*$/.test(resource))
    return 'The objects beneath one declared prefix of one bucket.'
  if (resource.endsWith(':key/*')) return 'Narrowed by a condition to the key with one alias.'
  throw new Error(`${resource} is too wide`)
}
