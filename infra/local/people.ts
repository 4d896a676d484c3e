import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider'
import { cognito } from '@/server/platform/aws'

interface Person {
  email: string
  name: string
  password: string
  group?: string
}

/** Who may try the shop on a laptop. The passwords open nothing but a cloud that listens on loopback. */
export const demoPeople: readonly Person[] = [
  { email: 'ada@quayside.example', name: 'Ada Marsh', password: 'lighthouse-2026' },
  { email: 'noor@quayside.example', name: 'Noor Haddad', password: 'lighthouse-2026' },
  { email: 'ops@quayside.example', name: 'Ola Harbour', password: 'lighthouse-2026', group: 'staff' },
]

/** Makes the demo customers, confirmed and with their passwords. */
export async function createPeople(UserPoolId: string): Promise<void> {
  for (const { email, name, password, group } of demoPeople) {
    try {
      await cognito().send(
        new AdminCreateUserCommand({
          UserPoolId,
          Username: email,
          MessageAction: 'SUPPRESS',
          UserAttributes: [
            { Name: 'email', Value: email },
            { Name: 'email_verified', Value: 'true' },
            { Name: 'name', Value: name },
          ],
        }),
      )
    } catch (error) {
      if (error instanceof UsernameExistsException) continue
      throw error
    }
    const who = { UserPoolId, Username: email }
    await cognito().send(new AdminSetUserPasswordCommand({ ...who, Password: password, Permanent: true }))
    if (group) await cognito().send(new AdminAddUserToGroupCommand({ ...who, GroupName: group }))
  }
}
