import { z } from 'zod'
import { accountOf } from '@/server/customers/customers'
import { noteSignIn } from '@/server/fraud/sign-ins'
import { Unavailable } from '@/server/platform/errors'
import { log } from '@/server/platform/log'

/** What Cognito sends before it checks a password and after it has accepted one:
 *  https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-authentication.html */
const TriggerEvent = z.looseObject({
  triggerSource: z.string(),
  request: z.looseObject({
    userAttributes: z.looseObject({ sub: z.string().optional() }),
    userNotFound: z.boolean().nullish(),
  }),
})
const noted: Readonly<Record<string, 'begun' | 'succeeded'>> = {
  PreAuthentication_Authentication: 'begun',
  PostAuthentication_Authentication: 'succeeded',
}

/** Counts the sign-ins of those who have been in the shop. It refuses nobody: whoever could have an account refused here by guessing
 *  could lock its owner out; what is known is weighed when the tokens are handed over.
 *  @returns the event, as Cognito wants it back */
export async function onSignIn(event: unknown): Promise<unknown> {
  const { triggerSource, request } = TriggerEvent.parse(event)
  const what = noted[triggerSource]
  const subject = request.userAttributes.sub
  if (!what || !subject || request.userNotFound) return event
  try {
    const account = await accountOf(subject)
    if (account) await noteSignIn(account, what)
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error
    log.warn({ err: error, what }, 'a sign-in could not be counted')
  }
  return event
}
