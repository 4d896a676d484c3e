import type { Differences } from '../difference'

const post = 'POST Object, success_action_redirect: the browser is sent on to that address'
const headOfPart =
  'HeadObject: it “retrieves metadata from an object”; partNumber: “effectively performs a ‘ranged’ HEAD request for the part specified”'
const signed =
  '“Authenticating Requests (AWS Signature Version 4)” and “Error responses”: SignatureDoesNotMatch, AccessDenied, 403'
const policy =
  '“POST Policy”: every field must meet its condition, the size its content-length-range, until the expiration; else the upload is refused'

export const s3Uploads: Differences = {
  's3-browser: a form uploads without any script': {
    kind: 'absent',
    says: 'STACK_TRACE_ERROR',
    why: 'moto does not answer a form with a redirect that a browser follows through our pages',
    aws: post,
  },
  's3-uploads: uploads in parts join in the order of their numbers, whatever order they came in': {
    kind: 'wrong',
    says: 'expected { …(8) } to match object { PartsCount: 3, …(3) }',
    why: 'HEAD of a part forgets content type and metadata; AWS gives those of the object',
    aws: headOfPart,
  },
  's3-uploads: uploads in parts are refused out of order, with a wrong ETag, too small or unknown': {
    kind: 'wrong',
    says: `expected { name: 'Error', status: undefined } to match object { name:`,
    why: 'moto joins parts in any order; CompleteMultipartUpload: InvalidPartOrder where the list is not in ascending order',
    aws: 'CompleteMultipartUpload: “InvalidPartOrder”, where “the list of parts was not in ascending order”',
  },
  's3-uploads: uploads in parts have checksums of the whole: composite for SHA-256, joined for CRCs': {
    kind: 'wrong',
    says: 'expected undefined to be',
    why: 'HEAD of a part forgets content type and metadata; AWS gives those of the object',
    aws: headOfPart,
  },
  's3-uploads: uploads in parts can be copied from stretches of other objects': {
    kind: 'absent',
    says: `expected { name: 'Error', status: undefined } to match object { name:`,
    why: 'moto does not check the range of a part that is copied',
    aws: 'UploadPartCopy, CopySourceRange: “you can copy a range only if the source object is greater than 5 MB”',
  },
  's3-uploads: uploads in parts go up by presigned URLs': {
    kind: 'absent',
    says: 'expected 200 to be 403 // Object.is equality',
    why: 'moto checks no signatures',
    aws: signed,
  },
  's3-uploads: forms of a browser upload under the key, type and size that the policy names': {
    kind: 'absent',
    says: `expected '' to contain '<Key>customers/c1/uploads/my photo.jp…'`,
    why: 'moto answers a form of 201 without the document that tells where the object is',
    aws: 'POST Object: with success_action_status 201 an XML document with Location, Bucket, Key and ETag is returned',
  },
  's3-uploads: forms of a browser send the browser on': {
    kind: 'wrong',
    says: `expected 'http://shop.test/done?x=1&key=custome…' to match /^http:`,
    why: `the redirect names the form's fields; AWS: bucket, key and etag`,
    aws: 'POST Object, success_action_redirect: bucket, key and etag are added to the address',
  },
  's3-uploads: forms of a browser are refused with another key': {
    kind: 'absent',
    says: `expected { status: 204, text: '', …(1) } to match object { status: 403`,
    why: 'moto does not read the policy of a form',
    aws: policy,
  },
  's3-uploads: forms of a browser are refused with a field that is not covered': {
    kind: 'absent',
    says: `expected { status: 204, text: '', …(1) } to match object { status: 403`,
    why: 'moto does not read the policy of a form',
    aws: policy,
  },
  's3-uploads: forms of a browser are refused with a file that is too large': {
    kind: 'absent',
    says: `expected { status: 204, text: '', …(1) } to match object { status: 400`,
    why: 'moto does not read the policy of a form',
    aws: policy,
  },
  's3-uploads: forms of a browser are refused with a file that is too small': {
    kind: 'absent',
    says: `expected { status: 204, text: '', …(1) } to match object { status: 400`,
    why: 'moto does not read the policy of a form',
    aws: policy,
  },
  's3-uploads: forms of a browser are refused with an expired policy': {
    kind: 'absent',
    says: `expected { status: 204, text: '', …(1) } to match object { status: 403`,
    why: 'moto does not read the policy of a form',
    aws: policy,
  },
  's3-uploads: forms of a browser are refused with a changed signature': {
    kind: 'absent',
    says: `expected { status: 204, text: '', …(1) } to match object { status: 403`,
    why: 'moto does not read the policy of a form',
    aws: policy,
  },
  's3-uploads: forms of a browser are refused with a changed policy': {
    kind: 'absent',
    says: `expected { status: 204, text: '', …(1) } to match object { status: 403`,
    why: 'moto does not read the policy of a form',
    aws: policy,
  },
  's3-uploads: forms of a browser are refused with a type outside its prefix': {
    kind: 'absent',
    says: `expected { status: 204, text: '', …(1) } to match object { status: 403`,
    why: 'moto does not read the policy of a form',
    aws: policy,
  },
  's3-uploads: forms of a browser are refused with no policy at all': {
    kind: 'absent',
    says: `expected { status: 204, text: '', …(1) } to match object { status: 403`,
    why: 'moto does not read the policy of a form',
    aws: policy,
  },
  's3-uploads: bad bodies malformed XML is refused': {
    kind: 'absent',
    says: `expected [ '', 500, …(1) ] to deeply equal [ '', 400, StringContaining`,
    why: 'moto does not check documents (its server fails)',
    aws: '“Error responses”: MalformedXML, 400',
  },
  's3-uploads: bad bodies a single upload of more than 5 GiB is refused before it is sent': {
    kind: 'absent',
    says: 'STACK_TRACE_ERROR',
    why: 'moto has no limit of an upload',
    aws: '“Uploading objects”: a single PUT takes at most 5 GB; EntityTooLarge',
  },
}
