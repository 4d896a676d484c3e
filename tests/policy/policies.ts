import { z } from 'zod'
import { type Assembly, settings, type Template } from './assembly'
import { Statement } from './iam'

/** Every policy in the templates that says something about objects, with what is known when it is deployed. */
export interface Policies {
  /** By the role's name. */
  identity: Map<string, Statement[]>
  /** By the bucket's real name. */
  buckets: Map<string, Statement[]>
  /** By the key's ARN. */
  keys: Map<string, Statement[]>
  /** Which key a bucket encrypts with, by its real name. */
  bucketKeys: Map<string, string>
  distributionArn: string
}

const Document = z.object({ Statement: z.array(Statement) })
const Managed = z.object({ PolicyDocument: Document, Roles: z.array(z.string()) })
const Guard = z.object({ Bucket: z.string(), PolicyDocument: Document })
const KeyProperties = z.object({ KeyPolicy: Document })
const BucketProperties = z.object({
  BucketName: z.string(),
  BucketEncryption: z.object({
    ServerSideEncryptionConfiguration: z.tuple([
      z.object({ ServerSideEncryptionByDefault: z.object({ KMSMasterKeyID: z.string().optional() }) }),
    ]),
  }),
})

export function readPolicies({ data, replica }: Assembly): Policies {
  const policies: Policies = {
    identity: new Map(),
    buckets: new Map(),
    keys: new Map(),
    bucketKeys: new Map(),
    distributionArn: '',
  }
  for (const [template, region] of [
    [data, settings.region] as const,
    [replica, settings.replicaRegion] as const,
  ]) {
    const known = (value: unknown) => resolved(value, template, region)
    for (const [id, { Type, Properties }] of Object.entries(template.Resources)) {
      if (Type === 'AWS::IAM::ManagedPolicy') {
        const { PolicyDocument, Roles } = Managed.parse(known(Properties))
        for (const role of Roles) {
          const others = policies.identity.get(role) ?? []
          policies.identity.set(role, [...others, ...PolicyDocument.Statement])
        }
      } else if (Type === 'AWS::S3::BucketPolicy') {
        const { Bucket, PolicyDocument } = Guard.parse(known(Properties))
        policies.buckets.set(Bucket, PolicyDocument.Statement)
      } else if (Type === 'AWS::KMS::Key') {
        policies.keys.set(keyArn(id, region), KeyProperties.parse(known(Properties)).KeyPolicy.Statement)
      } else if (Type === 'AWS::S3::Bucket') {
        const { BucketName, BucketEncryption } = BucketProperties.parse(known(Properties))
        const key =
          BucketEncryption.ServerSideEncryptionConfiguration[0].ServerSideEncryptionByDefault.KMSMasterKeyID
        if (key) policies.bucketKeys.set(BucketName, key)
      } else if (Type === 'AWS::CloudFront::Distribution') {
        policies.distributionArn = `arn:aws:cloudfront::${settings.account}:distribution/${id}`
      }
    }
  }
  return policies
}

const keyArn = (id: string, region: string) => `arn:aws:kms:${region}:${settings.account}:key/${id}`

/** Puts in what CloudFormation would: names of named things, and made-up but distinct ones of the others. */
function resolved(value: unknown, template: Template, region: string): unknown {
  if (Array.isArray(value)) return value.map((one) => resolved(one, template, region))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
  const [[name, argument] = ['', undefined]] = entries
  const put = (one: unknown) => resolved(one, template, region)
  if (entries.length === 1 && name === 'Ref') return reference(String(argument), template)
  if (entries.length === 1 && name === 'Fn::GetAtt' && Array.isArray(argument)) {
    const [id, attribute] = argument.map(String)
    if (attribute !== 'Arn' || !id) return `${id}.${attribute}`
    return template.Resources[id]?.Type === 'AWS::KMS::Key' ? keyArn(id, region) : `arn:aws:made-up:::${id}`
  }
  if (entries.length === 1 && name === 'Fn::Join' && Array.isArray(argument)) {
    const parts: unknown = put(argument[1])
    return Array.isArray(parts) ? parts.join(String(argument[0])) : parts
  }
  return Object.fromEntries(entries.map(([key, one]) => [key, put(one)]))
}

function reference(id: string, template: Template): string {
  if (id === 'AWS::Partition') return 'aws'
  if (id === 'AWS::AccountId') return settings.account
  const { RoleName, BucketName } = template.Resources[id]?.Properties ?? {}
  return [RoleName, BucketName].find((name) => typeof name === 'string') ?? id
}
