import {
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
  CreateGroupCommand,
  DeleteUserCommand,
  GetUserCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { describe, expect, it } from 'vitest'
import { ClientId, cognito, freshEmail, lastMail, member, PASSWORD, signIn, signUp, UserPoolId } from './pool'

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
