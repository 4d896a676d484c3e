import {
  AddCustomAttributesCommand,
  GetUserCommand,
  ListUsersCommand,
  UpdateUserAttributesCommand,
  VerifyUserAttributeCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { describe, expect, it } from 'vitest'
import { codeFor, cognito, freshEmail, member, signIn, UserPoolId } from './pool'

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
