import type { Messages } from '@/lib/i18n/messages'

/** What the forms of signing in say. */
export const authMessageKeys = [
  'field.email',
  'field.required',
  'field.invalid',
  'problem.internal',
  'problem.offline',
  'auth.password',
  'auth.passwordHint',
  'auth.newPassword',
  'auth.name',
  'auth.code',
  'auth.codeSent',
  'auth.signIn',
  'auth.signUp',
  'auth.confirm',
  'auth.sendAgain',
  'auth.sent',
  'auth.forgot',
  'auth.sendCode',
  'auth.setPassword',
  'auth.toSignUp',
  'auth.toSignIn',
  'auth.busy',
  'auth.wrong',
  'auth.exists',
  'auth.weakPassword',
  'auth.wrongCode',
  'auth.expiredCode',
  'auth.tooMany',
  'auth.refused',
] as const
export type AuthMessages = Messages<(typeof authMessageKeys)[number]>

/** The sentence for what Cognito calls a failure. */
export function authProblem(name: string, messages: AuthMessages): string {
  switch (name) {
    case 'NotAuthorizedException':
    case 'UserNotFoundException':
      return messages['auth.wrong']
    case 'UsernameExistsException':
      return messages['auth.exists']
    case 'InvalidPasswordException':
      return messages['auth.weakPassword']
    case 'CodeMismatchException':
      return messages['auth.wrongCode']
    case 'ExpiredCodeException':
      return messages['auth.expiredCode']
    case 'LimitExceededException':
    case 'TooManyRequestsException':
    case 'TooManyFailedAttemptsException':
      return messages['auth.tooMany']
    case 'sign-in-refused':
      return messages['auth.refused']
    case 'NetworkError':
      return messages['problem.offline']
    default:
      return messages['problem.internal']
  }
}
