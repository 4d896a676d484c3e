import {
  DeleteObjectsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type ObjectIdentifier,
} from '@aws-sdk/client-s3'
import { buckets } from '@/infra/resources'
import { Unavailable } from '@/server/platform/errors'
import { bucketName, objectsAs, objectsUnavailable } from '@/server/platform/objects'

const objects = objectsAs('customers')

/** Where a customer's own files may stand: what passed, and what is still unchecked. */
const foldersOf = (customerId: string): string[] =>
  buckets.assets.prefixes
    .filter(({ owner, dataClass }) => owner === 'customers' && dataClass === 'personal')
    .map(({ path }) => path.replace('{id}', customerId))

/** Removes everything that a customer has uploaded, in every version. First comes a marker, which is copied to the second region and
 *  lets the copy there go, too; then go the versions themselves, which nothing would copy. A repetition finds nothing more.
 *  @returns how many versions went
 *  @throws Unavailable: to be tried again */
export async function eraseUploads(customerId: string): Promise<number> {
  let erased = 0
  for (const folder of foldersOf(customerId)) {
    for await (const keys of currentKeys(folder)) await remove(keys)
    for await (const versions of versionsBeneath(folder)) {
      await remove(versions)
      erased += versions.length
    }
  }
  return erased
}

async function* currentKeys(Prefix: string): AsyncGenerator<ObjectIdentifier[]> {
  let from: string | undefined
  do {
    const page: { Contents?: { Key?: string }[]; NextContinuationToken?: string } = await asked(
      objects
        .client()
        .send(new ListObjectsV2Command({ Bucket: bucketName('assets'), Prefix, ContinuationToken: from })),
    )
    yield (page.Contents ?? []).flatMap(({ Key }) => (Key === undefined ? [] : { Key }))
    from = page.NextContinuationToken
  } while (from)
}

async function* versionsBeneath(Prefix: string): AsyncGenerator<ObjectIdentifier[]> {
  let from: { KeyMarker?: string; VersionIdMarker?: string } = {}
  do {
    const command = new ListObjectVersionsCommand({ Bucket: bucketName('assets'), Prefix, ...from })
    const page = await asked(objects.client().send(command))
    yield (page.Versions ?? []).flatMap(({ Key, VersionId }) => (Key === undefined ? [] : { Key, VersionId }))
    from = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker }
  } while (from.KeyMarker)
}

async function remove(Objects: ObjectIdentifier[]): Promise<void> {
  if (Objects.length === 0) return
  const command = new DeleteObjectsCommand({
    Bucket: bucketName('assets'),
    Delete: { Objects, Quiet: true },
  })
  const { Errors = [] } = await asked(objects.client().send(command))
  const [first] = Errors
  if (first) throw new Unavailable('objects-unavailable', `${Errors.length} objects stay: ${first.Code}`)
}

async function asked<T>(call: Promise<T>): Promise<T> {
  try {
    return await call
  } catch (error) {
    throw objectsUnavailable(error)
  }
}
