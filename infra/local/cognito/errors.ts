import { ServiceError } from '@/infra/local/requests'

const error = (code: string) => (message: string) => new ServiceError(code, message)

export const invalidParameter = error('InvalidParameterException')
export const notAuthorized = error('NotAuthorizedException')
export const resourceNotFound = error('ResourceNotFoundException')
export const invalidPassword = error('InvalidPasswordException')
export const unsupportedState = error('UnsupportedUserStateException')
export const unauthorized = error('UnauthorizedException')
export const groupExists = error('GroupExistsException')
export const usernameExists = error('UsernameExistsException')
export const aliasExists = error('AliasExistsException')

export const notImplemented = (what: string) => error('UnknownOperationException')(`not implemented: ${what}`)
export const userNotFound = () => error('UserNotFoundException')('User does not exist.')
export const wrongPassword = () => notAuthorized('Incorrect username or password.')
export const notConfirmed = () => error('UserNotConfirmedException')('User is not confirmed.')
export const resetRequired = () =>
  error('PasswordResetRequiredException')('Password reset required for the user')
export const wrongCode = () =>
  error('CodeMismatchException')('Invalid verification code provided, please try again.')
export const expiredCode = () =>
  error('ExpiredCodeException')('Invalid code provided, please request a code again.')
export const tooManyAttempts = () =>
  error('LimitExceededException')('Attempt limit exceeded, please try after some time.')
export const refreshTokenReused = () =>
  error('RefreshTokenReuseException')('Refresh Token has been invalidated by rotation.')
export const unsupportedToken = () => error('UnsupportedTokenTypeException')('Unsupported token type')
