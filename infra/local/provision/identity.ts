import {
  CreateGroupCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  GroupExistsException,
  ListUserPoolClientsCommand,
  ListUserPoolsCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { physicalName, userPool } from '@/infra/resources'
import { cognito } from '@/server/platform/aws'
import { config } from '@/server/platform/config'

export interface IdentityOutputs {
  userPoolId: string
  clientId: string
}

const functionArn = (name: string): string =>
  `arn:aws:lambda:${config().region}:000000000000:function:${physicalName(config().stage, name)}`

/** What of a pool may change when it is there. */
const settings = () => ({
  AutoVerifiedAttributes: ['email' as const],
  Policies: {
    PasswordPolicy: {
      MinimumLength: userPool.passwordMinimumLength,
      RequireLowercase: true,
      RequireNumbers: true,
    },
  },
  LambdaConfig: {
    PreAuthentication: functionArn(userPool.triggers.PreAuthentication),
    PostAuthentication: functionArn(userPool.triggers.PostAuthentication),
  },
})

async function poolId(): Promise<string> {
  const Name = physicalName(config().stage, userPool.name)
  const { UserPools } = await cognito().send(new ListUserPoolsCommand({ MaxResults: 60 }))
  const known = UserPools?.find((pool) => pool.Name === Name)?.Id
  if (known) {
    await cognito().send(new UpdateUserPoolCommand({ UserPoolId: known, ...settings() }))
    return known
  }
  const { UserPool } = await cognito().send(
    new CreateUserPoolCommand({
      PoolName: Name,
      UsernameAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      ...settings(),
    }),
  )
  if (!UserPool?.Id) throw new Error('the user pool has no id')
  return UserPool.Id
}

async function clientIdOf(UserPoolId: string): Promise<string> {
  const { UserPoolClients } = await cognito().send(
    new ListUserPoolClientsCommand({ UserPoolId, MaxResults: 60 }),
  )
  const known = UserPoolClients?.find((client) => client.ClientName === userPool.client)?.ClientId
  if (known) return known
  const { UserPoolClient } = await cognito().send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: userPool.client,
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      PreventUserExistenceErrors: 'ENABLED',
      EnableTokenRevocation: true,
    }),
  )
  if (!UserPoolClient?.ClientId) throw new Error('the user pool client has no id')
  return UserPoolClient.ClientId
}

/** Makes the declared user pool, its client and its groups, or finds them. */
export async function provisionIdentity(): Promise<IdentityOutputs> {
  const userPoolId = await poolId()
  const clientId = await clientIdOf(userPoolId)
  for (const GroupName of userPool.groups) {
    try {
      await cognito().send(new CreateGroupCommand({ UserPoolId: userPoolId, GroupName }))
    } catch (error) {
      if (!(error instanceof GroupExistsException)) throw error
    }
  }
  return { userPoolId, clientId }
}
