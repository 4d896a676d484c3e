import {
  CognitoIdentityProviderClient,
  CreateIdentityProviderCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  ListUserPoolClientsCommand,
  ListUserPoolsCommand,
  ListUsersCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { describe, expect, it } from 'vitest'
import { ClientId, cognito, target, UserPoolId } from './pool'

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
