import { createHmac } from 'node:crypto'
import {
  ChangePasswordCommand,
  ConfirmForgotPasswordCommand,
  ForgotPasswordCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { describe, expect, it } from 'vitest'
import {
  ClientId,
  codeFor,
  cognito,
  confirm,
  freshEmail,
  lastMail,
  member,
  PASSWORD,
  signIn,
  target,
} from './pool'

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
