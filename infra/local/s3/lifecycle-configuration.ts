import type { Call, Reply } from './call'
import { getConfiguration, putConfiguration } from './configurations'
import { invalidArgument } from './errors'
import { VARIES } from './lifecycle-match'

const HEADER = 'x-amz-transition-default-minimum-object-size'
const BY_DEFAULT = 'all_storage_classes_128K'

const get = getConfiguration('lifecycle')
const put = putConfiguration('lifecycle')

/** Lifecycle rules come with a wish, in a header, about objects under 128 KB. */
export async function putBucketLifecycle(call: Call): Promise<Reply> {
  const minimum = call.headers.get(HEADER) ?? BY_DEFAULT
  if (minimum !== BY_DEFAULT && minimum !== VARIES) throw invalidArgument(HEADER, minimum)
  const reply = await put(call)
  await call.store.write(() => call.store.configure(call.bucket, 'transition-minimum', minimum))
  return { ...reply, headers: { ...reply.headers, [HEADER]: minimum } }
}

export async function getBucketLifecycle(call: Call): Promise<Reply> {
  const reply = await get(call)
  const minimum = call.store.configuration(call.bucket, 'transition-minimum') ?? BY_DEFAULT
  return { ...reply, headers: { ...reply.headers, [HEADER]: minimum } }
}
