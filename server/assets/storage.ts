import type { S3Client } from '@aws-sdk/client-s3'
import { objectsAs } from '@/server/platform/objects'
import { hasRoles, roleSessions } from '@/server/platform/roles'
import type { Signer } from './sign-url'

/** S3 as the pipeline's role sees it. */
export const store = (): S3Client => objectsAs('assets').client()

/** Who signs what must hold for so many seconds: a session that would end earlier is renewed first. */
export async function signer(seconds: number): Promise<Signer> {
  return hasRoles() ? roleSessions.of('assets', seconds * 1000) : store().config.credentials()
}
