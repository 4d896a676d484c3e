import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { CfnBucket } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import { replicated, replicatedHeads, ruleName } from '@/infra/replicas'
import type { BucketName } from '@/infra/resources'
import { bucketArn, bucketName, objectsKeyAlias, replicaName, replicator, roleArn, roleName } from './names'
import { explainWildcards } from './exceptions'
import type { Settings } from './settings'

/** Copies everything but what is still unchecked. Deletions are copied as markers; the replica's own lifecycle does the rest. */
export function replication(
  settings: Settings,
  name: BucketName,
): CfnBucket.ReplicationConfigurationProperty {
  return {
    role: roleArn(settings, replicator),
    rules: replicatedHeads(name).map((prefix, index) => ({
      id: ruleName(prefix),
      status: 'Enabled',
      priority: index + 1,
      filter: { prefix },
      deleteMarkerReplication: { status: 'Enabled' },
      sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: 'Enabled' } },
      destination: {
        bucket: bucketArn(replicaName(settings, name)),
        account: settings.account,
        encryptionConfiguration: { replicaKmsKeyId: replicaKeyAlias(settings) },
        metrics: { status: 'Enabled', eventThreshold: { minutes: 15 } },
        replicationTime: { status: 'Enabled', time: { minutes: 15 } },
      },
    })),
  }
}

const replicaKeyAlias = (settings: Settings): string =>
  `arn:aws:kms:${settings.replicaRegion}:${settings.account}:${objectsKeyAlias(settings)}`

/** The role by which S3 reads here and writes there, and nothing else. */
export function replicationRole(scope: Construct, settings: Settings, keyArn: string): Role {
  const role = new Role(scope, 'ReplicationRole', {
    roleName: roleName(settings, replicator),
    description: 'Copies objects to the second region',
    assumedBy: new ServicePrincipal('s3.amazonaws.com').withConditions({
      StringEquals: { 'aws:SourceAccount': settings.account },
    }),
  })
  const statements = replicationStatements(settings, keyArn)
  const policy = new ManagedPolicy(role, 'Policy', { roles: [role], statements })
  explainWildcards(
    policy,
    statements.flatMap((statement) => statement.resources),
  )
  return role
}

function replicationStatements(settings: Settings, keyArn: string): PolicyStatement[] {
  const sources = replicated.map((name) => bucketArn(bucketName(settings, name)))
  const replicas = replicated.map((name) => bucketArn(replicaName(settings, name)))
  const via = (region: string) => ({ 'kms:ViaService': `s3.${region}.amazonaws.com` })
  const allow = (sid: string, actions: string[], resources: string[], conditions?: Record<string, object>) =>
    new PolicyStatement({ sid, actions, resources, conditions })
  return [
    allow('ReadSources', ['s3:GetReplicationConfiguration', 's3:ListBucket'], sources),
    allow(
      'ReadVersions',
      [
        's3:GetObjectLegalHold',
        's3:GetObjectRetention',
        's3:GetObjectVersionAcl',
        's3:GetObjectVersionForReplication',
        's3:GetObjectVersionTagging',
      ],
      sources.map((arn) => `${arn}/*`),
    ),
    allow(
      'WriteReplicas',
      ['s3:ReplicateDelete', 's3:ReplicateObject', 's3:ReplicateTags'],
      replicas.map((arn) => `${arn}/*`),
    ),
    allow('ReadKey', ['kms:Decrypt'], [keyArn], { StringEquals: via(settings.region) }),
    allow(
      'WriteKey',
      ['kms:Encrypt', 'kms:GenerateDataKey'],
      [`arn:aws:kms:${settings.replicaRegion}:${settings.account}:key/*`],
      {
        StringEquals: via(settings.replicaRegion),
        'ForAnyValue:StringEquals': { 'kms:ResourceAliases': objectsKeyAlias(settings) },
      },
    ),
  ]
}
