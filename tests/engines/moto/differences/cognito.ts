import type { Differences } from '../difference'

const rotation =
  'GetTokensFromRefreshToken: new tokens for a refresh token, which ends after its grace where RefreshTokenRotationType is enabled'

export const cognito: Differences = {
  'cognito: a user pool is described and listed': {
    kind: 'open',
    says: 'expected',
    why: 'the documented pattern of a pool id allows any length; real ids, and ours, have nine characters',
    aws: 'UserPoolType: an id matches `[\\w-]+_[0-9a-zA-Z]+` and has at most 55 characters; how many it has is not said',
  },
  'cognito: a user pool lets only signed requests administer it, and names what it does not have': {
    kind: 'absent',
    says: `promise resolved "{ Users: [], '$metadata': { …(6) } }" instead of rej`,
    why: 'moto checks no signatures',
    aws: 'AdminGetUser: “for this operation, you must use IAM credentials to authorize requests”',
  },
  'cognito: a user pool shows browsers its keys and lets them call what is public': {
    kind: 'open',
    says: `expected 'http://localhost:3000' to be '*' // Object.is equality`,
    why: 'moto names the origin that asked, Cognito and the local cloud answer `*`; browsers let both in',
    aws: 'nothing found about the value of the CORS header',
  },
  'cognito: signing up sends a code, and lets in once it is confirmed': {
    kind: 'absent',
    says: `expected { Destination: '+*******9934', …(2) } to deeply equal { Desti`,
    why: 'moto tells of one fixed telephone number, and sends nothing',
    aws: 'SignUp: CodeDeliveryDetails tells where the code went, by which medium and for which attribute',
  },
  'cognito: signing up refuses taken addresses, weak passwords, foreign attributes and names that are no address':
    {
      kind: 'absent',
      says: 'promise resolved "{ UserConfirmed: false, …(3) }" instead of rejecting',
      why: 'moto compares user names with their case, whatever UsernameConfiguration says',
      aws: 'UsernameConfigurationType: without case sensitivity “users can sign in as the same user when they enter a different capitalization of their user name”',
    },
  'cognito: signing up counts attempts at a code, and lets codes expire': {
    kind: 'absent',
    says: 'This target has no test door (QUAYSIDE_DOOR_URL).',
    why: 'moto sends no codes, and takes any',
    aws: 'ConfirmSignUp: CodeMismatchException, ExpiredCodeException, TooManyFailedAttemptsException',
  },
  'cognito: tokens verify by the published keys and carry the official claims': {
    kind: 'wrong',
    says: 'expected { …(12) } to match object { …(6) }',
    why: 'the id token lacks `name` and `email_verified`; AWS: it carries the attributes that the client may read',
    aws: 'CreateUserPoolClient, ReadAttributes: the id token carries the attributes that the client may read',
  },
  'cognito: tokens are refreshed without rotation by the same token': {
    kind: 'absent',
    says: `SyntaxError: Unexpected token '<', "<!doctype "... is not valid JSON`,
    why: 'moto has no GetTokensFromRefreshToken, nor rotation',
    aws: rotation,
  },
  'cognito: tokens rotate where the client says so, and a used one is refused after its grace': {
    kind: 'absent',
    says: `SyntaxError: Unexpected token '<', "<!doctype "... is not valid JSON`,
    why: 'moto has no GetTokensFromRefreshToken, nor rotation',
    aws: rotation,
  },
  'cognito: tokens end by expiry, revocation and global sign-out': {
    kind: 'absent',
    says: `SyntaxError: Unexpected token '<', "<!doctype "... is not valid JSON`,
    why: 'moto has no GetTokensFromRefreshToken, nor rotation',
    aws: rotation,
  },
  'cognito: passwords are reset by a code that a refused password does not spend': {
    kind: 'absent',
    says: `expected '+*******9934' to be 'u***@q***' // Object.is equality`,
    why: 'moto tells of one fixed telephone number, and sends nothing',
    aws: 'ForgotPassword: CodeDeliveryDetails tells where the code went',
  },
  'cognito: passwords lock a user for a while after too many wrong ones': {
    kind: 'absent',
    says: 'promise resolved "{ …(4) }" instead of rejecting',
    why: 'moto counts no wrong passwords',
    aws: '“Things to know about authentication with user pools”, lockout behaviour: failed passwords lock a user out for a while that grows',
  },
  'cognito: passwords never tell which users there are': {
    kind: 'absent',
    says: 'UserNotFoundException: User does not exist.',
    why: 'moto does not know PreventUserExistenceErrors',
    aws: '“Managing user existence error responses”: with ENABLED the answer is a general NotAuthorizedException or a simulated delivery',
  },
  'cognito: passwords are proven in one exchange only once': {
    kind: 'absent',
    says: 'promise resolved "{ ChallengeParameters: {}, …(2) }" instead of reject',
    why: 'moto takes any SRP proof, any number of times',
    aws: 'RespondToAuthChallenge, Session: it is valid for the next challenge alone; PASSWORD_VERIFIER needs the proof made from the password',
  },
  'cognito: attributes are changed by the user, and a new address is verified': {
    kind: 'wrong',
    says: 'UserNotFoundException: User does not exist.',
    why: 'an access token stops working when its user changes the e-mail address; AWS: tokens name the user by `sub` and a stable user name',
    aws: '“Understanding the access token”: `sub` names the user, and does not change',
  },
  'cognito: the administrator invites users, who choose a password of their own': {
    kind: 'absent',
    says: 'This target has no test door (QUAYSIDE_DOOR_URL).',
    why: 'moto sends no invitations',
    aws: 'AdminCreateUser: “if MessageAction isn’t set, the default is to send a welcome message”',
  },
  'cognito: the administrator is not needed to leave': {
    kind: 'absent',
    says: `SyntaxError: Unexpected token '<', "<!doctype "... is not valid JSON`,
    why: 'moto has no DeleteUser',
    aws: 'DeleteUser: “deletes the profile of the currently signed-in user”',
  },
  'amplify: Amplify signs a shopper up and in by SRP, and tells who it is': {
    kind: 'wrong',
    says: `expected '`,
    why: 'after SRP the id token names the id of the user as `email`; AWS: the address',
    aws: '“Understanding the identity (ID) token”: `email` is the e-mail address',
  },
  'amplify: Amplify refuses a wrong password, also for somebody who does not exist': {
    kind: 'absent',
    says: 'promise resolved "{ isSignedIn: true, nextStep: { …(1) } }" instead of',
    why: 'moto takes any SRP proof: it keeps no verifier to check one against',
    aws: 'RespondToAuthChallenge: NotAuthorizedException; “Managing user existence error responses”: SRP for nobody is answered like SRP with a wrong password',
  },
  'amplify: Amplify refreshes rotating tokens, and ends the session at sign-out': {
    kind: 'absent',
    says: `SyntaxError: Unexpected token '<', "<!doctype "... is not valid JSON`,
    why: 'moto has no GetTokensFromRefreshToken, nor rotation',
    aws: rotation,
  },
  'amplify: Amplify resets and changes a password': {
    kind: 'absent',
    says: 'This target has no test door (QUAYSIDE_DOOR_URL).',
    why: 'moto sends no codes that anybody could read',
    aws: 'ForgotPassword: “sends a password-reset confirmation code”',
  },
  'amplify: Amplify lets an invited person choose a password': {
    kind: 'absent',
    says: 'This target has no test door (QUAYSIDE_DOOR_URL).',
    why: 'moto sends no invitations',
    aws: 'AdminCreateUser: “if MessageAction isn’t set, the default is to send a welcome message”',
  },
  'amplify: Amplify signs in whatever the password is made of': {
    kind: 'absent',
    says: 'This target has no test door (QUAYSIDE_DOOR_URL).',
    why: 'moto sends no codes that anybody could read',
    aws: 'SignUp sends a confirmation code',
  },
}
