import { encryptionOf } from '@/infra/access'
import { retentions } from '@/infra/object-life'
import { type BucketName, buckets } from '@/infra/resources'

/** A refusal in the policy of a bucket, whoever asks: CloudFormation and S3's own API are told the same. */
export interface Refusal {
  sid: string
  actions: readonly string[]
  /** Declared paths; everything where there are none. */
  paths: readonly string[]
  conditions: Readonly<Record<string, Readonly<Record<string, string>>>>
}

const sse = 's3:x-amz-server-side-encryption'

/** A declared path as policies write it: there a star also spans slashes. */
export const keyPattern = (path: string): string => `${path.replaceAll(/\{[^}]*\}/g, '*')}*`

/** Declared paths of a bucket whose objects are public, or those whose are not. */
export const pathsOf = (bucket: BucketName, publicly: boolean): string[] =>
  buckets[bucket].prefixes
    .filter(({ dataClass }) => (dataClass === 'public') === publicly)
    .map(({ path }) => path)

/** What writes must say of encryption and locks. The bucket's default is the right key, so an upload that says nothing is right; one that
 *  says something else is refused. Public objects must ask for S3's own key, because CloudFront has no other.
 *  @param keyArn the key of everything that is not public */
export const writeRefusals = (bucket: BucketName, keyArn: string): Refusal[] => [
  ...encryption(bucket, keyArn),
  ...locks(bucket),
]

function encryption(bucket: BucketName, keyArn: string): Refusal[] {
  const actions = ['s3:PutObject']
  const paths = pathsOf(bucket, false)
  const open = pathsOf(bucket, true)
  return [
    {
      sid: 'DenyUnencrypted',
      actions,
      paths,
      conditions: { StringNotEquals: { [sse]: encryptionOf('personal') }, Null: { [sse]: 'false' } },
    },
    {
      sid: 'DenyOtherKeys',
      actions,
      paths,
      conditions: {
        StringNotEquals: { [`${sse}-aws-kms-key-id`]: keyArn },
        Null: { [`${sse}-aws-kms-key-id`]: 'false' },
      },
    },
    {
      sid: 'DenyCustomerKeys',
      actions,
      paths: [],
      conditions: { Null: { [`${sse}-customer-algorithm`]: 'false' } },
    },
    ...(open.length > 0
      ? [
          {
            sid: 'DenyUnreadableByTheEdge',
            actions,
            paths: open,
            conditions: { StringNotEquals: { [sse]: encryptionOf('public') } },
          },
        ]
      : []),
  ]
}

/** Records come with their lock, in compliance mode and for long enough. */
function locks(bucket: BucketName): Refusal[] {
  return buckets[bucket].prefixes.flatMap((prefix): Refusal[] => {
    if (!('retention' in prefix)) return []
    const { path, retention } = prefix
    const name = retention[0]?.toUpperCase() + retention.slice(1)
    return [
      {
        sid: `DenyUnlocked${name}`,
        actions: ['s3:PutObject'],
        paths: [path],
        conditions: { StringNotEquals: { 's3:object-lock-mode': 'COMPLIANCE' } },
      },
      {
        sid: `DenyShortLock${name}`,
        actions: ['s3:PutObject', 's3:PutObjectRetention'],
        paths: [path],
        conditions: {
          NumericLessThan: {
            's3:object-lock-remaining-retention-days': String(retentions[retention].years * 365),
          },
        },
      },
    ]
  })
}
