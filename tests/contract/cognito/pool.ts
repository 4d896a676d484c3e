import {
  AdminConfirmSignUpCommand,
  CognitoIdentityProviderClient,
  ConfirmSignUpCommand,
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  CreateUserPoolCommand,
  GetTokensFromRefreshTokenCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { afterAll, beforeAll } from 'vitest'
import { z } from 'zod'
import { type CloudTarget, cloudTarget } from '@/tests/contract/target'

export const PASSWORD = 'harbour-light-1'
/** Every rule is said: engines differ in what they take for said by silence. */
const passwordPolicy = {
  MinimumLength: 10,
  RequireLowercase: true,
  RequireNumbers: true,
  RequireUppercase: false,
  RequireSymbols: false,
}
const Mailbox = z.object({
  messages: z.array(z.object({ to: z.string(), subject: z.string(), text: z.string() })),
})

export let target: CloudTarget
export let cognito: CognitoIdentityProviderClient
export let UserPoolId = ''
export let ClientId = ''
let serial = 0

beforeAll(async () => {
  target = await cloudTarget()
  const { region, credentials, endpoints } = target
  cognito = new CognitoIdentityProviderClient({
    region,
    credentials,
    ...(endpoints.cognito ? { endpoint: endpoints.cognito } : {}),
  })
  const { UserPool } = await cognito.send(
    new CreateUserPoolCommand({
      PoolName: `contract-${Date.now()}`,
      UsernameAttributes: ['email'],
      AutoVerifiedAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      Policies: { PasswordPolicy: passwordPolicy },
    }),
  )
  UserPoolId = UserPool?.Id ?? ''
  ClientId = await createClient({})
})
afterAll(async () => {
  cognito.destroy()
  await target.stop()
})

export async function createClient(more: Partial<CreateUserPoolClientCommandInput>): Promise<string> {
  const { UserPoolClient } = await cognito.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: `client-${(serial += 1)}`,
      PreventUserExistenceErrors: 'ENABLED',
      ExplicitAuthFlows: [
        'ALLOW_USER_SRP_AUTH',
        'ALLOW_USER_PASSWORD_AUTH',
        'ALLOW_ADMIN_USER_PASSWORD_AUTH',
        'ALLOW_REFRESH_TOKEN_AUTH',
      ],
      ...more,
    }),
  )
  return UserPoolClient?.ClientId ?? ''
}

export const freshEmail = () => `user-${Date.now()}-${(serial += 1)}@quayside.example`

export async function lastMail(to: string) {
  const { messages } = Mailbox.parse(
    await target.ask(`/messages?to=${encodeURIComponent(to)}`, undefined, 'GET'),
  )
  return messages[0]
}

export async function codeFor(to: string): Promise<string> {
  return /\b(\d{6})\b/.exec((await lastMail(to))?.text ?? '')?.[1] ?? ''
}

export const signUp = (Username: string, Password = PASSWORD) =>
  cognito.send(
    new SignUpCommand({
      ClientId,
      Username,
      Password,
      UserAttributes: [
        { Name: 'email', Value: Username },
        { Name: 'name', Value: 'Ada Marsh' },
      ],
    }),
  )

export const confirm = (Username: string, ConfirmationCode: string) =>
  cognito.send(new ConfirmSignUpCommand({ ClientId, Username, ConfirmationCode }))

/** Somebody who has signed up; where nobody can read the mail, the administrator confirms. */
export async function member(): Promise<string> {
  const email = freshEmail()
  await signUp(email)
  if (target.door) await confirm(email, await codeFor(email))
  else await cognito.send(new AdminConfirmSignUpCommand({ UserPoolId, Username: email }))
  return email
}

export async function signIn(email: string, password = PASSWORD, client = ClientId) {
  const { AuthenticationResult } = await cognito.send(
    new InitiateAuthCommand({
      ClientId: client,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: email, PASSWORD: password },
    }),
  )
  return {
    AccessToken: AuthenticationResult?.AccessToken ?? '',
    IdToken: AuthenticationResult?.IdToken ?? '',
    RefreshToken: AuthenticationResult?.RefreshToken ?? '',
    ExpiresIn: AuthenticationResult?.ExpiresIn,
  }
}

export const refresh = (RefreshToken: string, client = ClientId) =>
  cognito.send(new GetTokensFromRefreshTokenCommand({ ClientId: client, RefreshToken }))

export const Jwks = z.object({ keys: z.array(z.object({ kty: z.string() }).catchall(z.string())) })
