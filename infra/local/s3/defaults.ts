import type { Service } from './call'
import { defaultLock } from './lock'
import type { BucketRow, Lock } from './schema'
import { element, inside, list, oneOf, optional, readDocument, text, truth } from './xml'

const AES: Record<string, string> = { 'x-amz-server-side-encryption': 'AES256' }

const encryptionSchema = inside({
  Rule: list(
    inside({
      ApplyServerSideEncryptionByDefault: element({
        SSEAlgorithm: oneOf('AES256', 'aws:kms', 'aws:kms:dsse'),
        KMSMasterKeyID: optional(text),
      }),
      BucketKeyEnabled: optional(truth),
    }),
  ),
})

/** What the bucket's encryption configuration adds to an object that asks for nothing. @throws MalformedXML */
export function readEncryption(body: string): Record<string, string> {
  const [rule] = readDocument(body, 'ServerSideEncryptionConfiguration', encryptionSchema).Rule
  if (!rule) return AES
  const { SSEAlgorithm, KMSMasterKeyID } = rule.ApplyServerSideEncryptionByDefault
  return {
    'x-amz-server-side-encryption': SSEAlgorithm,
    ...(KMSMasterKeyID ? { 'x-amz-server-side-encryption-aws-kms-key-id': KMSMasterKeyID } : {}),
    ...(rule.BucketKeyEnabled && SSEAlgorithm !== 'AES256'
      ? { 'x-amz-server-side-encryption-bucket-key-enabled': 'true' }
      : {}),
  }
}

/** What a bucket gives to objects that are written to it without saying otherwise. */
export function bucketDefaults(
  service: Service,
  bucket: BucketRow,
): { encryption: Record<string, string>; locks: boolean; defaultLock: Lock } {
  return {
    encryption: service.store.understood(bucket.name, 'encryption', readEncryption) ?? AES,
    locks: bucket.object_lock === 1,
    defaultLock: defaultLock(service, bucket.name),
  }
}
