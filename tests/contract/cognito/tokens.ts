import {
  AdminAddUserToGroupCommand,
  AdminUserGlobalSignOutCommand,
  CreateGroupCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  RevokeTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { CognitoJwtVerifier } from 'aws-jwt-verify'
import { describe, expect, it } from 'vitest'
import {
  ClientId,
  cognito,
  createClient,
  Jwks,
  member,
  PASSWORD,
  refresh,
  signIn,
  target,
  UserPoolId,
} from './pool'

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
