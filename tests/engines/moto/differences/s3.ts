import type { Differences } from '../difference'

const signed =
  '“Authenticating Requests (AWS Signature Version 4)” and “Error responses”: SignatureDoesNotMatch, AccessDenied, 403'
const checksum =
  '“Checking object integrity”, and “Error responses”: BadDigest where the body is not that of the Content-MD5 or checksum sent with it'

export const s3: Differences = {
  's3-versions: versions stay readable when an object is overwritten or deleted': {
    kind: 'wrong',
    says: `expected { name: 'NoSuchVersion', status: 404 } to match object { stat`,
    why: 'GET of a delete marker by its version is 404; GetObject: “if the specified version in the request is a delete marker, the response returns a 405 Method Not Allowed error”',
    aws: 'GetObject: “if the specified version in the request is a delete marker, the response returns a 405 Method Not Allowed error”',
  },
  's3-versions: versions end where versioning is suspended: the null version is replaced, the others stay': {
    kind: 'wrong',
    says: 'NoSuchVersion: The specified version does not exist.',
    why: `moto loses the older versions' null id; AWS: the null version is replaced, the others stay`,
    aws: '“Adding objects to versioning-suspended buckets”: the null version is overwritten, the versions before it stay',
  },
  's3-versions: object lock in compliance mode nobody deletes or shortens': {
    kind: 'absent',
    says: `expected { name: 'Error', status: undefined } to match object { name:`,
    why: 'moto does not check what a shorter retention would do',
    aws: '“Locking objects with Object Lock”: in compliance mode nobody shortens a retention',
  },
  's3-versions: object lock in governance mode needs the bypass': {
    kind: 'wrong',
    says: `expected { Mode: 'GOVERNANCE', Days: 30, …(1) } to deeply equal { Mode`,
    why: 'the default retention has Years: 0 beside its days; DefaultRetention: “either Days or Years but you must select one”',
    aws: 'DefaultRetention: “either Days or Years but you must select one”',
  },
  's3-versions: archive classes are not read before they are restored': {
    kind: 'absent',
    says: `expected { name: 'Error', status: undefined } to deeply equal { …(2) }`,
    why: 'moto restores at once, so that nothing is in progress',
    aws: 'RestoreObject and HeadObject: while the restore is in progress `ongoing-request="true"`, and a second one is RestoreAlreadyInProgress',
  },
  's3: buckets the name Upper is refused': {
    kind: 'absent',
    says: `expected { name: 'Error', status: undefined } to match object { name:`,
    why: 'moto checks only the length of a name',
    aws: '“General purpose bucket naming rules”: lower-case letters, digits, periods and hyphens, begun and ended by a letter or digit, no two periods in a row, no IP address',
  },
  's3: buckets the name -ab- is refused': {
    kind: 'absent',
    says: `expected { name: 'Error', status: undefined } to match object { name:`,
    why: 'moto checks only the length of a name',
    aws: '“General purpose bucket naming rules”: lower-case letters, digits, periods and hyphens, begun and ended by a letter or digit, no two periods in a row, no IP address',
  },
  's3: buckets the name a..b is refused': {
    kind: 'absent',
    says: `expected { name: 'Error', status: undefined } to match object { name:`,
    why: 'moto checks only the length of a name',
    aws: '“General purpose bucket naming rules”: lower-case letters, digits, periods and hyphens, begun and ended by a letter or digit, no two periods in a row, no IP address',
  },
  's3: buckets the name 192.168.1.1 is refused': {
    kind: 'absent',
    says: `expected { name: 'Error', status: undefined } to match object { name:`,
    why: 'moto checks only the length of a name',
    aws: '“General purpose bucket naming rules”: lower-case letters, digits, periods and hyphens, begun and ended by a letter or digit, no two periods in a row, no IP address',
  },
  's3: buckets what is not there answers that it is not implemented': {
    kind: 'absent',
    says: `expected { name: 'Error', status: undefined } to deeply equal { name:`,
    why: 'moto has websites, the local cloud refuses them by name: they are no part of the house',
    aws: 'PutBucketWebsite is documented; which operations a stand-in has is ours to say',
  },
  's3: objects are encrypted, whether anybody asked for it or not': {
    kind: 'absent',
    says: `expected { …(2) } to match object { ServerSideEncryption: 'AES256' }`,
    why: 'moto does not know that S3 encrypts by default since 2023',
    aws: '“Setting default server-side encryption behavior”: all new objects are encrypted with SSE-S3 at least',
  },
  's3: objects have limits for their keys and metadata': {
    kind: 'absent',
    says: `expected { name: 'Error', status: undefined } to deeply equal { Object`,
    why: 'moto has no limit of keys',
    aws: '“Error responses”: KeyTooLongError; “Working with object metadata”: 2 KB',
  },
  's3: conditions of reads': {
    kind: 'wrong',
    says: 'PreconditionFailed: At least one of the pre-conditions you specified d',
    why: 'If-Unmodified-Since counts although If-Match holds; GetObject: If-Match true and If-Unmodified-Since false give 200 OK and the data',
    aws: 'GetObject: If-Match true and If-Unmodified-Since false, “then, S3 returns 200 OK and the data requested”',
  },
  's3: checksums CRC32 is verified and told': {
    kind: 'absent',
    says: `expected { name: 'Error', status: undefined } to match object { name:`,
    why: 'moto does not hold a body to the checksum that came with it',
    aws: checksum,
  },
  's3: checksums CRC32C is verified and told': {
    kind: 'absent',
    says: `expected { name: 'Error', status: undefined } to match object { name:`,
    why: 'moto does not hold a body to the checksum that came with it',
    aws: checksum,
  },
  's3: checksums CRC64NVME is verified and told': {
    kind: 'absent',
    says: `expected { name: 'Error', status: undefined } to match object { name:`,
    why: 'moto does not hold a body to the checksum that came with it',
    aws: checksum,
  },
  's3: checksums SHA1 is verified and told': {
    kind: 'absent',
    says: `expected { name: 'Error', status: undefined } to match object { name:`,
    why: 'moto does not hold a body to the checksum that came with it',
    aws: checksum,
  },
  's3: checksums SHA256 is verified and told': {
    kind: 'absent',
    says: `expected { name: 'Error', status: undefined } to match object { name:`,
    why: 'moto does not hold a body to the checksum that came with it',
    aws: checksum,
  },
  's3: checksums MD5': {
    kind: 'absent',
    says: `expected { name: 'Error', status: undefined } to match object { name:`,
    why: 'moto does not hold a body to the checksum that came with it',
    aws: checksum,
  },
  's3: tags are set, read, limited and removed': {
    kind: 'absent',
    says: `expected { name: 'Error', status: undefined } to match object { name:`,
    why: 'moto does not check tags',
    aws: 'PutObjectTagging: InvalidTag; at most ten tags of an object',
  },
  's3: tags and other attributes are told together': {
    kind: 'wrong',
    says: 'expected { …(3) } to match object { ObjectSize: 12, …(2) }',
    why: 'GetObjectAttributes answers without most of what was asked for',
    aws: 'GetObjectAttributes: ETag, Checksum, ObjectParts, StorageClass and ObjectSize, those that were asked for',
  },
  's3: presigned URLs are worth nothing when changed, for another method or key, or too late': {
    kind: 'absent',
    says: 'expected 200 to be 403 // Object.is equality',
    why: 'moto checks no signatures',
    aws: signed,
  },
  's3: presigned URLs hold the uploader to type and length when these are signed': {
    kind: 'absent',
    says: 'expected 200 to be 403 // Object.is equality',
    why: 'moto checks no signatures',
    aws: signed,
  },
  's3: presigned URLs nobody gets in without a signature, or with a wrong one': {
    kind: 'absent',
    says: `expected [ 403, '' ] to deeply equal [ 403, StringContaining{…} ]`,
    why: 'moto checks no signatures; what it refuses has no document',
    aws: signed,
  },
}
