import {
  AdminConfirmSignUpCommand,
  AdminGetUserCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  GetTokensFromRefreshTokenCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import type { Load } from './load'

const Password = 'Harbour-light-1'

/** People who sign up, are confirmed, sign in and stay signed in. */
export function peopleLoad(): Load {
  let UserPoolId = ''
  let ClientId = ''
  let next = 0
  /** Their status as acknowledged, or either where the answer was lost. */
  const confirmed = new Map<string, 'CONFIRMED' | 'UNCONFIRMED' | 'either'>()
  /** By name, the newest: what signs in again after the crash. */
  const sessions = new Map<string, string>()
  let unchecked: string[] = []

  return {
    name: 'cognito',
    workers: 2,
    acknowledged: () => confirmed.size + sessions.size,

    async open({ cognito }) {
      const { UserPool } = await cognito.send(new CreateUserPoolCommand({ PoolName: 'durability' }))
      UserPoolId = UserPool?.Id ?? ''
      const { UserPoolClient } = await cognito.send(
        new CreateUserPoolClientCommand({
          UserPoolId,
          ClientName: 'durability',
          ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
          EnableTokenRevocation: true,
          RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
        }),
      )
      ClientId = UserPoolClient?.ClientId ?? ''
    },

    async step({ cognito }) {
      const Username = `person${next++}@example.com`
      await cognito.send(new SignUpCommand({ ClientId, Username, Password }))
      confirmed.set(Username, 'either')
      unchecked.push(Username)
      await cognito.send(new AdminConfirmSignUpCommand({ UserPoolId, Username }))
      confirmed.set(Username, 'CONFIRMED')
      const { AuthenticationResult } = await cognito.send(
        new InitiateAuthCommand({
          ClientId,
          AuthFlow: 'USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: Username, PASSWORD: Password },
        }),
      )
      if (AuthenticationResult?.RefreshToken) sessions.set(Username, AuthenticationResult.RefreshToken)
    },

    async check({ cognito }, whole) {
      const wrong: string[] = []
      const asked = whole ? [...confirmed.keys()] : unchecked
      unchecked = []
      for (const Username of asked) {
        const status = await cognito.send(new AdminGetUserCommand({ UserPoolId, Username })).then(
          ({ UserStatus = 'nothing' }) => UserStatus,
          (error: Error) => error.name,
        )
        const acknowledged = confirmed.get(Username)
        if (acknowledged === 'either' ? !/^(UN)?CONFIRMED$/.test(status) : status !== acknowledged)
          wrong.push(`${Username} is ${status}, acknowledged as ${acknowledged}`)
        const RefreshToken = sessions.get(Username)
        if (!RefreshToken) continue
        sessions.delete(Username)
        const renewed = await cognito
          .send(new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken }))
          .then(
            ({ AuthenticationResult }) => AuthenticationResult?.RefreshToken ?? RefreshToken,
            (error: Error) => void wrong.push(`${Username} is signed out: ${error.name}`),
          )
        if (renewed) sessions.set(Username, renewed)
      }
      return wrong
    },
  }
}
