import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { encryptionOf, prefixOf } from '@/infra/access'
import type { Role } from '@/infra/object-storage'
import { type BucketName, physicalName } from '@/infra/resources'
import { s3, s3SignedBy } from '@/server/platform/aws'
import { now } from '@/server/platform/clock'
import { config } from '@/server/platform/config'
import { NotFound, Unavailable } from '@/server/platform/errors'
import { hasRoles, roleSessions } from '@/server/platform/roles'

/** The real name of a declared bucket in this deployment. */
export const bucketName = (bucket: BucketName): string => physicalName(config().stage, bucket)

interface PutOptions {
  contentType: string
  cacheControl?: string
  metadata?: Record<string, string>
  /** Refuses to write over an object that is there. */
  onlyIfAbsent?: boolean
}

/** A link by which a browser reads one object straight from the store. */
export interface DownloadLink {
  url: string
  /** When it really stops to work, ISO 8601: role credentials that end earlier end it, too. */
  expiresAt: string
}

/** The objects that a capability's role may touch, as declared; S3 refuses it everything else. */
export interface RoomObjects {
  /** Writes an object. Where it is there already and `onlyIfAbsent` is set, nothing happens.
   *  @throws Unavailable */
  put(bucket: BucketName, key: string, body: Uint8Array, options: PutOptions): Promise<void>
  /** Reads a whole object: for small ones that the server works on, never to pass them on to a browser.
   *  @throws NotFound `object`, Unavailable */
  get(bucket: BucketName, key: string): Promise<Uint8Array>
  /** Makes a link without any call to S3; the session that signs is renewed when it would end too early.
   *  @param seconds how long it should hold */
  download(
    bucket: BucketName,
    key: string,
    options: { seconds: number; fileName: string },
  ): Promise<DownloadLink>
  /** For what the others do not do. */
  client(): S3Client
}

/** The objects of a role: each room signs as its own. */
export function objectsAs(role: Role): RoomObjects {
  return {
    put: (bucket, key, body, options) => put(clientOf(role), bucket, key, body, options),
    get: (bucket, key) => get(clientOf(role), bucket, key),
    download: (bucket, key, options) => download(role, bucket, key, options),
    client: () => clientOf(role),
  }
}

const clients = new Map<Role, S3Client>()

function clientOf(role: Role): S3Client {
  if (!hasRoles()) return s3()
  const known = clients.get(role)
  if (known) return known
  const made = s3SignedBy(() => roleSessions.of(role))
  clients.set(role, made)
  return made
}

async function put(
  client: S3Client,
  bucket: BucketName,
  key: string,
  body: Uint8Array,
  { contentType, cacheControl, metadata, onlyIfAbsent = false }: PutOptions,
): Promise<void> {
  try {
    await client.send(
      new PutObjectCommand({
        Bucket: bucketName(bucket),
        Key: key,
        Body: body,
        ContentType: contentType,
        CacheControl: cacheControl,
        Metadata: metadata,
        ServerSideEncryption: publicEncryption(bucket, key),
        IfNoneMatch: onlyIfAbsent ? '*' : undefined,
      }),
    )
  } catch (error) {
    if (onlyIfAbsent && error instanceof Error && error.name === 'PreconditionFailed') return
    throw objectsUnavailable(error)
  }
}

/** What is public must ask for S3's own key, or CloudFront could not read it; for everything else the bucket's default is right. */
export const publicEncryption = (bucket: BucketName, key: string) =>
  prefixOf(bucket, key)?.dataClass === 'public' ? encryptionOf('public') : undefined

async function get(client: S3Client, bucket: BucketName, key: string): Promise<Uint8Array> {
  try {
    const found = await client.send(new GetObjectCommand({ Bucket: bucketName(bucket), Key: key }))
    if (!found.Body) throw new NotFound('object')
    return await found.Body.transformToByteArray()
  } catch (error) {
    throw objectsUnavailable(error)
  }
}

async function download(
  role: Role,
  bucket: BucketName,
  key: string,
  { seconds, fileName }: { seconds: number; fileName: string },
): Promise<DownloadLink> {
  const sessionEnds = await endOfSession(role, seconds * 1000)
  const plain = fileName.replace(/[^\w. -]/g, '_')
  const disposition = `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(fileName)}`
  const signedAt = now()
  const url = await getSignedUrl(
    clientOf(role),
    new GetObjectCommand({ Bucket: bucketName(bucket), Key: key, ResponseContentDisposition: disposition }),
    { expiresIn: seconds, signingDate: new Date(signedAt) },
  )
  // Signatures count from whole seconds.
  const wished = Math.floor(signedAt / 1000) * 1000 + seconds * 1000
  return { url, expiresAt: new Date(Math.min(wished, sessionEnds)).toISOString() }
}

/** When what is signed now for a role ends at the latest, in epoch milliseconds. */
async function endOfSession(role: Role, lasting: number): Promise<number> {
  if (hasRoles()) return (await roleSessions.of(role, lasting)).expiresAt ?? Number.POSITIVE_INFINITY
  const { expiration } = await s3().config.credentials()
  return expiration?.getTime() ?? Number.POSITIVE_INFINITY
}

/** What a failure of the store is to the shop: `Unavailable`, unless it is one of ours. */
export function objectsUnavailable(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof NotFound) return error
  if (error instanceof NoSuchKey || error.name === 'NotFound') return new NotFound('object')
  return new Unavailable('objects-unavailable', `${error.name}: ${error.message}`, {}, { cause: error })
}
