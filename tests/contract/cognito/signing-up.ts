import {
  GetUserCommand,
  ResendConfirmationCodeCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { describe, expect, it } from 'vitest'
import {
  ClientId,
  codeFor,
  cognito,
  confirm,
  freshEmail,
  member,
  PASSWORD,
  signIn,
  signUp,
  target,
} from './pool'

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
