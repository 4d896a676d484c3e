import { Amplify } from 'aws-amplify'
import {
  confirmResetPassword,
  confirmSignUp,
  fetchAuthSession,
  resendSignUpCode,
  resetPassword,
  signIn,
  signUp,
} from 'aws-amplify/auth'
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito'
import { ask } from '@/lib/api'
import { becomeKnown } from '@/lib/known'
import type { SessionView } from '@/server/sessions/model'

/** Signing in at Cognito, by SRP: the password never reaches the shop. Fetched when somebody comes to a form, not before. */
export interface IdentitySettings {
  readonly userPoolId: string
  readonly clientId: string
  /** Where Cognito is when it is not AWS's own. */
  readonly endpoint?: string
}

/** Tokens live here for the moment between Cognito's answer and the hand-off, and nowhere else in the browser. */
const memory = new Map<string, string>()

function configure({ userPoolId, clientId, endpoint }: IdentitySettings) {
  Amplify.configure({
    Auth: {
      Cognito: {
        userPoolId,
        userPoolClientId: clientId,
        ...(endpoint ? { userPoolEndpoint: endpoint } : {}),
      },
    },
  })
  cognitoUserPoolsTokenProvider.setKeyValueStorage({
    setItem: async (key, value) => void memory.set(key, value),
    getItem: async (key) => memory.get(key) ?? null,
    removeItem: async (key) => void memory.delete(key),
    clear: async () => memory.clear(),
  })
}

/** What somebody has to do next. */
export type Outcome = 'done' | 'confirm'

/** Signs in and hands the tokens over to the shop, which keeps them behind its cookie.
 *  @returns `confirm` where the e-mail address has still to be proved
 *  @throws Error with Cognito's name for what is wrong; ApiProblem when the shop refuses */
export async function enter(
  settings: IdentitySettings,
  username: string,
  password: string,
): Promise<Outcome> {
  configure(settings)
  memory.clear()
  try {
    const { nextStep } = await signIn({ username, password })
    if (nextStep.signInStep === 'CONFIRM_SIGN_UP') return 'confirm'
    const { tokens } = await fetchAuthSession()
    const refreshToken = [...memory].find(([key]) => key.endsWith('.refreshToken'))?.[1]
    if (!tokens?.idToken || !refreshToken) throw new Error(nextStep.signInStep)
    await ask<SessionView>('/api/session', 'POST', {
      accessToken: tokens.accessToken.toString(),
      idToken: tokens.idToken.toString(),
      refreshToken,
    })
    becomeKnown('customer')
    return 'done'
  } finally {
    memory.clear()
  }
}

/** Begins an account; a code goes to the e-mail address. */
export async function join(
  settings: IdentitySettings,
  username: string,
  password: string,
  name: string,
): Promise<void> {
  configure(settings)
  await signUp({ username, password, options: { userAttributes: { email: username, name } } })
}

/** Proves an e-mail address by the code that was sent there. */
export async function prove(
  settings: IdentitySettings,
  username: string,
  confirmationCode: string,
): Promise<void> {
  configure(settings)
  await confirmSignUp({ username, confirmationCode })
}

/** Sends the code once more. */
export async function sendAgain(settings: IdentitySettings, username: string): Promise<void> {
  configure(settings)
  await resendSignUpCode({ username })
}

/** Sends a code with which a new password can be set. */
export async function forget(settings: IdentitySettings, username: string): Promise<void> {
  configure(settings)
  await resetPassword({ username })
}

/** Sets a new password by the code that was sent. */
export async function renew(
  settings: IdentitySettings,
  username: string,
  confirmationCode: string,
  newPassword: string,
): Promise<void> {
  configure(settings)
  await confirmResetPassword({ username, confirmationCode, newPassword })
}
