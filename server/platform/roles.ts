import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { z } from 'zod'
import type { Role } from '@/infra/object-storage'
import { physicalName } from '@/infra/resources'
import { config } from '@/server/platform/config'
import { RoleSessions, type RoleSession } from '@/server/platform/role-sessions'

const hourSeconds = 3600

const Issued = z.object({
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  sessionToken: z.string(),
  expiresAt: z.number(),
})

/** Sessions of the capabilities' roles. Each room's requests to S3 are signed with its own, so what a room may not touch is refused by
 *  S3 itself, whichever process the room runs in. */
export const roleSessions = new RoleSessions(async (role) => {
  const { doorUrl, assumeRoles } = config()
  if (doorUrl !== undefined) return fromDoor(doorUrl, role)
  if (assumeRoles !== undefined) return assumed(assumeRoles, role)
  throw new Error('this process signs with its own credentials alone')
})

/** Whether rooms have roles of their own here; where not, the process's own credentials sign. */
export const hasRoles = (): boolean => (config().doorUrl ?? config().assumeRoles) !== undefined

/** The local cloud gives them at its door. */
async function fromDoor(doorUrl: string, role: Role): Promise<RoleSession> {
  const answer = await fetch(`${doorUrl}/roles/${role}`, { method: 'POST' })
  if (!answer.ok) throw new Error(`the door answers ${answer.status} to the role ${role}`)
  return Issued.parse(await answer.json())
}

let sts: STSClient | undefined

/** A process that runs as one role may take on others, for an hour at most. */
async function assumed(accountId: string, role: Role): Promise<RoleSession> {
  sts ??= new STSClient({ region: config().region })
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${accountId}:role/${physicalName(config().stage, role)}`,
      RoleSessionName: `${config().stage}-${role}`,
      DurationSeconds: hourSeconds,
    }),
  )
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Credentials ?? {}
  if (!AccessKeyId || !SecretAccessKey || !Expiration) throw new Error(`no session of ${role} was given`)
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expiresAt: Expiration.getTime(),
  }
}
