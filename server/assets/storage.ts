import type { S3Client } from '@aws-sdk/client-s3'
import { objectsAs } from '@/server/platform/objects'
import { hasRoles, roleSessions } from '@/server/platform/roles'

/** S3 as the pipeline's role sees it. */
export const store = (): S3Client => objectsAs('assets').client()

/** The same, for signing what must hold for so many seconds: a session that would end earlier is renewed first. */
export async function signer(seconds: number): Promise<S3Client> {
  if (hasRoles()) await roleSessions.of('assets', seconds * 1000)
  return store()
}
