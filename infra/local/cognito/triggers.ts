import { ServiceError } from '@/infra/local/requests'
import type { LocalContext } from '@/infra/local/service'
import type { Client, Pool, User } from './store'

/** The triggers of a pool that this cloud calls:
 *  https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html */
const triggers = ['PreAuthentication', 'PostAuthentication'] as const
type Trigger = (typeof triggers)[number]

export const isKnownTrigger = (name: string): boolean => triggers.some((trigger) => trigger === name)

/** Calls the function that a pool names for a step, with Cognito's event. Where nobody runs it, the sign-in goes on without: a local
 *  cloud can be used by itself. @throws ServiceError `UserLambdaValidationException` when the function refuses */
export type Ask = (trigger: Trigger, pool: Pool, client: Client, user: User | undefined) => Promise<void>

export const askTriggers =
  (context: LocalContext): Ask =>
  async (trigger, pool, client, user) => {
    const arn = pool.settings.LambdaConfig?.[trigger]
    if (typeof arn !== 'string') return
    const failure = await context.invoke(arn.slice(arn.lastIndexOf(':') + 1), {
      version: '1',
      triggerSource: `${trigger}_Authentication`,
      region: context.region,
      userPoolId: pool.id,
      userName: user?.username ?? '',
      callerContext: { awsSdkVersion: 'local', clientId: client.id },
      request: {
        userAttributes: user ? { sub: user.sub, ...user.attributes } : {},
        ...(trigger === 'PreAuthentication' ? { userNotFound: user === undefined } : {}),
      },
      response: {},
    })
    if (failure === undefined) return
    throw new ServiceError('UserLambdaValidationException', `${trigger} failed with error ${failure}.`)
  }
