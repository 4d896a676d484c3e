import { createHmac } from 'node:crypto'
import {
  AddCustomAttributesCommand,
  AdminAddUserToGroupCommand,
  AdminConfirmSignUpCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  AdminUserGlobalSignOutCommand,
  ChangePasswordCommand,
  CognitoIdentityProviderClient,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  CreateGroupCommand,
  CreateIdentityProviderCommand,
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  CreateUserPoolCommand,
  DeleteUserCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  ForgotPasswordCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  ListUserPoolClientsCommand,
  ListUserPoolsCommand,
  ListUsersCommand,
  ResendConfirmationCodeCommand,
  RespondToAuthChallengeCommand,
  RevokeTokenCommand,
  SignUpCommand,
  UpdateUserAttributesCommand,
  VerifyUserAttributeCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { CognitoJwtVerifier } from 'aws-jwt-verify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type CloudTarget, cloudTarget } from './target'

const PASSWORD = 'harbour-light-1'
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

let target: CloudTarget
let cognito: CognitoIdentityProviderClient
let UserPoolId = ''
let ClientId = ''
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

async function createClient(more: Partial<CreateUserPoolClientCommandInput>): Promise<string> {
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

const freshEmail = () => `user-${Date.now()}-${(serial += 1)}@quayside.example`

async function lastMail(to: string) {
  const { messages } = Mailbox.parse(
    await target.ask(`/messages?to=${encodeURIComponent(to)}`, undefined, 'GET'),
  )
  return messages[0]
}

async function codeFor(to: string): Promise<string> {
  return /\b(\d{6})\b/.exec((await lastMail(to))?.text ?? '')?.[1] ?? ''
}

const signUp = (Username: string, Password = PASSWORD) =>
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

const confirm = (Username: string, ConfirmationCode: string) =>
  cognito.send(new ConfirmSignUpCommand({ ClientId, Username, ConfirmationCode }))

/** Somebody who has signed up; where nobody can read the mail, the administrator confirms. */
async function member(): Promise<string> {
  const email = freshEmail()
  await signUp(email)
  if (target.door) await confirm(email, await codeFor(email))
  else await cognito.send(new AdminConfirmSignUpCommand({ UserPoolId, Username: email }))
  return email
}

async function signIn(email: string, password = PASSWORD, client = ClientId) {
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

const refresh = (RefreshToken: string, client = ClientId) =>
  cognito.send(new GetTokensFromRefreshTokenCommand({ ClientId: client, RefreshToken }))

const Jwks = z.object({ keys: z.array(z.object({ kty: z.string() }).catchall(z.string())) })

describe('a user pool', () => {
  it('is described and listed', async () => {
    expect(UserPoolId).toMatch(new RegExp(`^${target.region}_[A-Za-z0-9]{9}$`))
    const { UserPool } = await cognito.send(new DescribeUserPoolCommand({ UserPoolId }))
    expect(UserPool).toMatchObject({
      UsernameAttributes: ['email'],
      Policies: { PasswordPolicy: { MinimumLength: 10 } },
    })
    const { UserPools } = await cognito.send(new ListUserPoolsCommand({ MaxResults: 60 }))
    expect(UserPools?.map((pool) => pool.Id)).toContain(UserPoolId)
    const { UserPoolClients } = await cognito.send(
      new ListUserPoolClientsCommand({ UserPoolId, MaxResults: 60 }),
    )
    expect(UserPoolClients?.map((client) => client.ClientId)).toContain(ClientId)
    const { UserPoolClient } = await cognito.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }))
    expect(UserPoolClient?.PreventUserExistenceErrors).toBe('ENABLED')
    await expect(
      cognito.send(new DescribeUserPoolCommand({ UserPoolId: 'us-east-1_nobody000' })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })

  it('lets only signed requests administer it, and names what it does not have', async () => {
    const stranger = new CognitoIdentityProviderClient({
      region: target.region,
      credentials: { ...target.credentials, secretAccessKey: 'guessed' },
      ...(target.endpoints.cognito ? { endpoint: target.endpoints.cognito } : {}),
    })
    await expect(stranger.send(new ListUsersCommand({ UserPoolId }))).rejects.toMatchObject({
      name: 'InvalidSignatureException',
    })
    stranger.destroy()
    const unknown = new CreateIdentityProviderCommand({
      UserPoolId,
      ProviderName: 'x',
      ProviderType: 'Google',
      ProviderDetails: {},
    })
    await expect(cognito.send(unknown)).rejects.toThrow(/CreateIdentityProvider/)
  })

  it('shows browsers its keys and lets them call what is public', async () => {
    const base = target.endpoints.cognito ?? `https://cognito-idp.${target.region}.amazonaws.com`
    const configuration = await fetch(`${base}/${UserPoolId}/.well-known/openid-configuration`)
    expect(await configuration.json()).toMatchObject({
      issuer: `https://cognito-idp.${target.region}.amazonaws.com/${UserPoolId}`,
    })
    const preflight = await fetch(base, {
      method: 'OPTIONS',
      headers: {
        origin: 'http://localhost:3000',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,x-amz-target,x-amz-user-agent',
      },
    })
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
    expect(preflight.headers.get('access-control-allow-headers')).toContain('x-amz-target')
  })
})

describe('signing up', () => {
  it('sends a code, and lets in once it is confirmed', async () => {
    const email = freshEmail()
    const { UserConfirmed, UserSub, CodeDeliveryDetails } = await signUp(email)
    expect(UserConfirmed).toBe(false)
    expect(UserSub).toMatch(/^[0-9a-f-]{36}$/)
    expect(CodeDeliveryDetails).toEqual({
      Destination: 'u***@q***',
      DeliveryMedium: 'EMAIL',
      AttributeName: 'email',
    })
    await expect(signIn(email)).rejects.toMatchObject({ name: 'UserNotConfirmedException' })
    await expect(signIn(email, 'wrong-password-1')).rejects.toMatchObject({ name: 'NotAuthorizedException' })
    await confirm(email, await codeFor(email))
    const { AccessToken } = await signIn(email.toUpperCase())
    const user = await cognito.send(new GetUserCommand({ AccessToken }))
    expect(user.Username).toBe(UserSub)
    expect(user.UserAttributes).toEqual(
      expect.arrayContaining([
        { Name: 'sub', Value: UserSub },
        { Name: 'email', Value: email },
        { Name: 'email_verified', Value: 'true' },
      ]),
    )
    await expect(confirm(email, '000000')).rejects.toMatchObject({ name: 'NotAuthorizedException' })
  })

  it('refuses taken addresses, weak passwords, foreign attributes and names that are no address', async () => {
    const email = await member()
    await expect(signUp(email.toUpperCase())).rejects.toMatchObject({ name: 'UsernameExistsException' })
    for (const weak of ['short-1', 'no-digits-here', 'NO-LOWER-CASE-1']) {
      const failure = signUp(freshEmail(), weak)
      await expect(failure).rejects.toMatchObject({ name: 'InvalidPasswordException' })
      await expect(failure).rejects.not.toThrow(weak)
    }
    await expect(signUp('ada')).rejects.toMatchObject({ name: 'InvalidParameterException' })
    const Username = freshEmail()
    const base = { ClientId, Username, Password: PASSWORD }
    const verified = new SignUpCommand({
      ...base,
      UserAttributes: [{ Name: 'email_verified', Value: 'true' }],
    })
    await expect(cognito.send(verified)).rejects.toMatchObject({ name: 'NotAuthorizedException' })
    const unknown = new SignUpCommand({ ...base, UserAttributes: [{ Name: 'custom:colour', Value: 'x' }] })
    await expect(cognito.send(unknown)).rejects.toMatchObject({ name: 'InvalidParameterException' })
  })

  it('counts attempts at a code, and lets codes expire', async () => {
    const email = freshEmail()
    await signUp(email)
    const code = await codeFor(email)
    const wrong = code === '000000' ? '000001' : '000000'
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await expect(confirm(email, wrong)).rejects.toMatchObject({ name: 'CodeMismatchException' })
    }
    await expect(confirm(email, code)).rejects.toMatchObject({ name: 'LimitExceededException' })
    const resend = () => cognito.send(new ResendConfirmationCodeCommand({ ClientId, Username: email }))
    await resend()
    const second = await codeFor(email)
    await target.advance(25 * 3_600_000)
    await expect(confirm(email, second)).rejects.toMatchObject({ name: 'ExpiredCodeException' })
    await resend()
    await confirm(email, await codeFor(email))
  })
})

describe('tokens', () => {
  it('verify by the published keys and carry the official claims', async () => {
    const email = await member()
    await cognito.send(new CreateGroupCommand({ UserPoolId, GroupName: 'staff' }))
    await cognito.send(new AdminAddUserToGroupCommand({ UserPoolId, Username: email, GroupName: 'staff' }))
    const tokens = await signIn(email)
    expect(tokens.ExpiresIn).toBe(3600)
    const base = target.endpoints.cognito ?? `https://cognito-idp.${target.region}.amazonaws.com`
    const answer = await fetch(`${base}/${UserPoolId}/.well-known/jwks.json`)
    const verifier = CognitoJwtVerifier.create({ userPoolId: UserPoolId, clientId: ClientId, tokenUse: null })
    verifier.cacheJwks(Jwks.parse(await answer.json()))
    const access = await verifier.verify(tokens.AccessToken, { tokenUse: 'access' })
    expect(access).toMatchObject({
      client_id: ClientId,
      'cognito:groups': ['staff'],
      scope: 'aws.cognito.signin.user.admin',
      username: access.sub,
    })
    const id = await verifier.verify(tokens.IdToken, { tokenUse: 'id' })
    expect(id).toMatchObject({
      aud: ClientId,
      email,
      email_verified: true,
      name: 'Ada Marsh',
      'cognito:username': access.sub,
      origin_jti: access.origin_jti,
    })
    const [header, payload] = tokens.AccessToken.split('.')
    await expect(verifier.verify(`${header}.${payload}.AAAA`)).rejects.toThrow()
    await expect(
      cognito.send(new GetUserCommand({ AccessToken: `${header}.${payload}.AAAA` })),
    ).rejects.toMatchObject({ name: 'NotAuthorizedException' })
  })

  it('are refreshed without rotation by the same token', async () => {
    const { RefreshToken, AccessToken } = await signIn(await member())
    const { AuthenticationResult } = await refresh(RefreshToken)
    expect(AuthenticationResult?.RefreshToken).toBeUndefined()
    expect(AuthenticationResult?.AccessToken).not.toBe(AccessToken)
    const old = await cognito.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: 'REFRESH_TOKEN_AUTH',
        AuthParameters: { REFRESH_TOKEN: RefreshToken },
      }),
    )
    expect(old.AuthenticationResult?.IdToken).toBeDefined()
    await expect(refresh('nonsense')).rejects.toMatchObject({ name: 'NotAuthorizedException' })
  })

  it('rotate where the client says so, and a used one is refused after its grace', async () => {
    const rotating = await createClient({
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 },
    })
    const { RefreshToken } = await signIn(await member(), PASSWORD, rotating)
    const first = await refresh(RefreshToken, rotating)
    const next = first.AuthenticationResult?.RefreshToken ?? ''
    expect(next).not.toBe('')
    await refresh(RefreshToken, rotating)
    await target.advance(11_000)
    await expect(refresh(RefreshToken, rotating)).rejects.toMatchObject({
      name: 'RefreshTokenReuseException',
    })
    await refresh(next, rotating)
  })

  it('end by expiry, revocation and global sign-out', async () => {
    const email = await member()
    const getUser = (AccessToken: string) => cognito.send(new GetUserCommand({ AccessToken }))
    const revoked = await signIn(email)
    await cognito.send(new RevokeTokenCommand({ ClientId, Token: revoked.RefreshToken }))
    await expect(refresh(revoked.RefreshToken)).rejects.toMatchObject({ name: 'NotAuthorizedException' })
    await expect(getUser(revoked.AccessToken)).rejects.toThrow(/revoked/)
    await expect(
      cognito.send(new RevokeTokenCommand({ ClientId, Token: revoked.AccessToken })),
    ).rejects.toMatchObject({ name: 'UnsupportedTokenTypeException' })

    const [one, two] = [await signIn(email), await signIn(email)]
    await cognito.send(new GlobalSignOutCommand({ AccessToken: one.AccessToken }))
    await expect(getUser(two.AccessToken)).rejects.toThrow(/revoked/)
    const three = await signIn(email)
    await cognito.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username: email }))
    await expect(refresh(three.RefreshToken)).rejects.toMatchObject({ name: 'NotAuthorizedException' })

    const four = await signIn(email)
    await target.advance(3_601_000)
    await expect(getUser(four.AccessToken)).rejects.toThrow(/expired/)
    await refresh(four.RefreshToken)
    await target.advance(31 * 86_400_000)
    await expect(refresh(four.RefreshToken)).rejects.toThrow(/expired/)
  })
})

describe('passwords', () => {
  const forgot = (Username: string) => cognito.send(new ForgotPasswordCommand({ ClientId, Username }))
  const reset = (Username: string, ConfirmationCode: string, Password: string) =>
    cognito.send(new ConfirmForgotPasswordCommand({ ClientId, Username, ConfirmationCode, Password }))

  it('are reset by a code that a refused password does not spend', async () => {
    const email = await member()
    expect((await forgot(email)).CodeDeliveryDetails?.Destination).toBe('u***@q***')
    const code = await codeFor(email)
    await expect(reset(email, code, 'weak')).rejects.toMatchObject({ name: 'InvalidPasswordException' })
    await reset(email, code, 'another-light-2')
    await expect(reset(email, code, 'another-light-3')).rejects.toMatchObject({
      name: 'ExpiredCodeException',
    })
    await expect(signIn(email)).rejects.toMatchObject({ name: 'NotAuthorizedException' })
    await signIn(email, 'another-light-2')
  })

  it('are changed by who knows the old one', async () => {
    const email = await member()
    const { AccessToken } = await signIn(email)
    const change = (PreviousPassword: string) =>
      cognito.send(
        new ChangePasswordCommand({ AccessToken, PreviousPassword, ProposedPassword: 'another-light-2' }),
      )
    await expect(change('wrong-light-1')).rejects.toMatchObject({ name: 'NotAuthorizedException' })
    await change(PASSWORD)
    await signIn(email, 'another-light-2')
  })

  it('lock a user for a while after too many wrong ones', async () => {
    const email = await member()
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await expect(signIn(email, 'wrong-light-1')).rejects.toThrow(/Incorrect/)
    }
    await expect(signIn(email)).rejects.toThrow(/attempts exceeded/)
    await target.advance(2_000)
    await signIn(email)
  })

  it('never tell which users there are', async () => {
    const nobody = freshEmail()
    const srp = (USERNAME: string) =>
      cognito.send(
        new InitiateAuthCommand({
          ClientId,
          AuthFlow: 'USER_SRP_AUTH',
          AuthParameters: { USERNAME, SRP_A: 'abcdef0123456789' },
        }),
      )
    const [first, second, real] = [await srp(nobody), await srp(nobody), await srp(await member())]
    expect(first.ChallengeParameters?.SALT).toBe(second.ChallengeParameters?.SALT)
    expect(first.ChallengeParameters?.USER_ID_FOR_SRP).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab]/)
    expect(Object.keys(first.ChallengeParameters ?? {})).toEqual(Object.keys(real.ChallengeParameters ?? {}))
    await expect(signIn(nobody)).rejects.toThrow('Incorrect username or password.')
    expect((await forgot(nobody)).CodeDeliveryDetails?.Destination).toBe('u***@q***')
    await expect(reset(nobody, '123456', 'another-light-2')).rejects.toMatchObject({
      name: 'ExpiredCodeException',
    })
    await expect(confirm(nobody, '123456')).rejects.toMatchObject({ name: 'ExpiredCodeException' })
    expect(await lastMail(nobody)).toBeUndefined()
  })

  it('are proven in one exchange only once', async () => {
    const challenge = await cognito.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: 'USER_SRP_AUTH',
        AuthParameters: { USERNAME: await member(), SRP_A: '2' },
      }),
    )
    const { SECRET_BLOCK = '', USERNAME = '' } = challenge.ChallengeParameters ?? {}
    const respond = () =>
      cognito.send(
        new RespondToAuthChallengeCommand({
          ClientId,
          ChallengeName: 'PASSWORD_VERIFIER',
          ChallengeResponses: {
            USERNAME,
            PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
            TIMESTAMP: 'Sat Nov 21 21:38:49 UTC 2026',
            PASSWORD_CLAIM_SIGNATURE: createHmac('sha256', 'guess').update('x').digest('base64'),
          },
        }),
      )
    await expect(respond()).rejects.toThrow('Incorrect username or password.')
    await expect(respond()).rejects.toThrow('Incorrect username or password.')
    const illegal = new InitiateAuthCommand({
      ClientId,
      AuthFlow: 'USER_SRP_AUTH',
      AuthParameters: { USERNAME, SRP_A: '0' },
    })
    await expect(cognito.send(illegal)).rejects.toMatchObject({ name: 'InvalidParameterException' })
  })
})

describe('attributes', () => {
  it('are changed by the user, and a new address is verified', async () => {
    await cognito.send(
      new AddCustomAttributesCommand({
        UserPoolId,
        CustomAttributes: [{ Name: 'tier', AttributeDataType: 'String', Mutable: true }],
      }),
    )
    const email = await member()
    const { AccessToken } = await signIn(email)
    const update = (Name: string, Value: string) =>
      cognito.send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes: [{ Name, Value }] }))
    await update('custom:tier', 'gold')
    const next = freshEmail()
    await update('email', next)
    const attributes = async () => {
      const { UserAttributes = [] } = await cognito.send(new GetUserCommand({ AccessToken }))
      return Object.fromEntries(UserAttributes.map(({ Name, Value }) => [Name, Value]))
    }
    expect(await attributes()).toMatchObject({ email: next, email_verified: 'false', 'custom:tier': 'gold' })
    await cognito.send(
      new VerifyUserAttributeCommand({ AccessToken, AttributeName: 'email', Code: await codeFor(next) }),
    )
    expect((await attributes()).email_verified).toBe('true')
    await signIn(next)
    await expect(update('email', await member())).rejects.toMatchObject({ name: 'AliasExistsException' })
  })

  it('find users', async () => {
    const email = await member()
    const list = async (Filter: string) =>
      (await cognito.send(new ListUsersCommand({ UserPoolId, Filter, AttributesToGet: ['email'] }))).Users
    expect(await list(`email = "${email}"`)).toMatchObject([
      { Attributes: [{ Name: 'email', Value: email }], UserStatus: 'CONFIRMED', Enabled: true },
    ])
    expect(await list(`email ^= "${email.slice(0, -9)}"`)).toHaveLength(1)
    await expect(list('colour = "x"')).rejects.toMatchObject({ name: 'InvalidParameterException' })
    const first = await cognito.send(new ListUsersCommand({ UserPoolId, Limit: 2 }))
    const more = await cognito.send(
      new ListUsersCommand({ UserPoolId, Limit: 2, PaginationToken: first.PaginationToken }),
    )
    expect(more.Users?.[0]?.Username).not.toBe(first.Users?.[0]?.Username)
  })
})

describe('the administrator', () => {
  it('invites users, who choose a password of their own', async () => {
    const email = freshEmail()
    const { User } = await cognito.send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username: email,
        UserAttributes: [
          { Name: 'email', Value: email },
          { Name: 'email_verified', Value: 'true' },
        ],
      }),
    )
    expect(User?.UserStatus).toBe('FORCE_CHANGE_PASSWORD')
    const temporary = /password is (\S+)$/.exec((await lastMail(email))?.text ?? '')?.[1] ?? ''
    const challenge = await cognito.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: email, PASSWORD: temporary },
      }),
    )
    expect(challenge.ChallengeName).toBe('NEW_PASSWORD_REQUIRED')
    const respond = (NEW_PASSWORD: string) =>
      cognito.send(
        new RespondToAuthChallengeCommand({
          ClientId,
          ChallengeName: 'NEW_PASSWORD_REQUIRED',
          Session: challenge.Session,
          ChallengeResponses: { USERNAME: email, NEW_PASSWORD, 'userAttributes.name': 'Noor' },
        }),
      )
    await expect(respond('weak')).rejects.toMatchObject({ name: 'InvalidPasswordException' })
    expect((await respond(PASSWORD)).AuthenticationResult?.AccessToken).toBeDefined()
    await signIn(email)
  })

  it('sets passwords, confirms, changes, disables, enables and deletes users', async () => {
    const email = freshEmail()
    const who = { UserPoolId, Username: email }
    await signUp(email)
    await cognito.send(new AdminConfirmSignUpCommand(who))
    await cognito.send(
      new AdminUpdateUserAttributesCommand({ ...who, UserAttributes: [{ Name: 'name', Value: 'Ola' }] }),
    )
    await cognito.send(
      new AdminSetUserPasswordCommand({ ...who, Password: 'another-light-2', Permanent: true }),
    )
    const { AuthenticationResult } = await cognito.send(
      new AdminInitiateAuthCommand({
        UserPoolId,
        ClientId,
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: email, PASSWORD: 'another-light-2' },
      }),
    )
    await cognito.send(new AdminDisableUserCommand(who))
    await expect(signIn(email, 'another-light-2')).rejects.toThrow(/disabled/)
    await expect(
      cognito.send(new GetUserCommand({ AccessToken: AuthenticationResult?.AccessToken })),
    ).rejects.toMatchObject({ name: 'NotAuthorizedException' })
    await cognito.send(new AdminEnableUserCommand(who))
    expect(await cognito.send(new AdminGetUserCommand(who))).toMatchObject({
      Enabled: true,
      UserStatus: 'CONFIRMED',
      UserAttributes: expect.arrayContaining([{ Name: 'name', Value: 'Ola' }]),
    })
    await cognito.send(new AdminDeleteUserCommand(who))
    await expect(cognito.send(new AdminGetUserCommand(who))).rejects.toMatchObject({
      name: 'UserNotFoundException',
    })
  })

  it('puts users into groups and takes them out', async () => {
    const Username = await member()
    await cognito.send(new CreateGroupCommand({ UserPoolId, GroupName: 'friends', Precedence: 1 }))
    await expect(
      cognito.send(new CreateGroupCommand({ UserPoolId, GroupName: 'friends' })),
    ).rejects.toMatchObject({ name: 'GroupExistsException' })
    const which = { UserPoolId, Username, GroupName: 'friends' }
    await cognito.send(new AdminAddUserToGroupCommand(which))
    const groups = async () =>
      (await cognito.send(new AdminListGroupsForUserCommand({ UserPoolId, Username }))).Groups
    expect(await groups()).toMatchObject([{ GroupName: 'friends', Precedence: 1 }])
    await cognito.send(new AdminRemoveUserFromGroupCommand(which))
    expect(await groups()).toEqual([])
  })

  it('is not needed to leave', async () => {
    const email = await member()
    const { AccessToken } = await signIn(email)
    await cognito.send(new DeleteUserCommand({ AccessToken }))
    await expect(signIn(email)).rejects.toThrow('Incorrect username or password.')
    await expect(cognito.send(new GetUserCommand({ AccessToken }))).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    })
  })
})
