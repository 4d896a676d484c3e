import type { Differences } from '../difference'

export const cognito: Differences = {
  'cognito: a user pool is described and listed': {
    kind: 'open',
    says: 'expected',
    why: 'the documented pattern of a pool id allows any length; real ids, and ours, have nine characters',
  },
  'cognito: a user pool lets only signed requests administer it, and names what it does not have': {
    kind: 'absent',
    says: `promise resolved "{ Users: [], '$metadata': { …(6) } }" instead of rej`,
    why: 'moto checks no signatures',
  },
  'cognito: a user pool shows browsers its keys and lets them call what is public': {
    kind: 'open',
    says: `expected 'http://localhost:3000' to be '*' // Object.is equality`,
    why: 'moto names the origin that asked, Cognito and the local cloud answer `*`; browsers let both in',
  },
  'cognito: signing up sends a code, and lets in once it is confirmed': {
    kind: 'absent',
    says: `expected { Destination: '+*******9934', …(2) } to deeply equal { Desti`,
    why: 'moto tells of one fixed telephone number, and sends nothing',
  },
  'cognito: signing up refuses taken addresses, weak passwords, foreign attributes and names that are no address':
    {
      kind: 'absent',
      says: 'promise resolved "{ UserConfirmed: false, …(3) }" instead of rejecting',
      why: 'moto compares user names with their case, whatever UsernameConfiguration says',
    },
  'cognito: signing up counts attempts at a code, and lets codes expire': {
    kind: 'absent',
    says: 'This target has no test door (QUAYSIDE_DOOR_URL).',
    why: 'moto sends no codes, and takes any',
  },
  'cognito: tokens verify by the published keys and carry the official claims': {
    kind: 'wrong',
    says: 'expected { …(12) } to match object { …(6) }',
    why: 'the id token lacks `name` and `email_verified`; AWS: it carries the attributes that the client may read',
  },
  'cognito: tokens are refreshed without rotation by the same token': {
    kind: 'absent',
    says: `SyntaxError: Unexpected token '<', "<!doctype "... is not valid JSON`,
    why: 'moto has no GetTokensFromRefreshToken, nor rotation',
  },
  'cognito: tokens rotate where the client says so, and a used one is refused after its grace': {
    kind: 'absent',
    says: `SyntaxError: Unexpected token '<', "<!doctype "... is not valid JSON`,
    why: 'moto has no GetTokensFromRefreshToken, nor rotation',
  },
  'cognito: tokens end by expiry, revocation and global sign-out': {
    kind: 'absent',
    says: `SyntaxError: Unexpected token '<', "<!doctype "... is not valid JSON`,
    why: 'moto has no GetTokensFromRefreshToken, nor rotation',
  },
  'cognito: passwords are reset by a code that a refused password does not spend': {
    kind: 'absent',
    says: `expected '+*******9934' to be 'u***@q***' // Object.is equality`,
    why: 'moto tells of one fixed telephone number, and sends nothing',
  },
  'cognito: passwords lock a user for a while after too many wrong ones': {
    kind: 'absent',
    says: 'promise resolved "{ …(4) }" instead of rejecting',
    why: 'moto counts no wrong passwords',
  },
  'cognito: passwords never tell which users there are': {
    kind: 'absent',
    says: 'UserNotFoundException: User does not exist.',
    why: 'moto does not know PreventUserExistenceErrors',
  },
  'cognito: passwords are proven in one exchange only once': {
    kind: 'absent',
    says: 'promise resolved "{ ChallengeParameters: {}, …(2) }" instead of reject',
    why: 'moto takes any SRP proof, any number of times',
  },
  'cognito: attributes are changed by the user, and a new address is verified': {
    kind: 'wrong',
    says: 'UserNotFoundException: User does not exist.',
    why: 'an access token stops working when its user changes the e-mail address; AWS: tokens name the user by `sub` and a stable user name',
  },
  'cognito: the administrator invites users, who choose a password of their own': {
    kind: 'absent',
    says: 'This target has no test door (QUAYSIDE_DOOR_URL).',
    why: 'moto sends no invitations',
  },
  'cognito: the administrator is not needed to leave': {
    kind: 'absent',
    says: `SyntaxError: Unexpected token '<', "<!doctype "... is not valid JSON`,
    why: 'moto has no DeleteUser',
  },
  'amplify: Amplify signs a shopper up and in by SRP, and tells who it is': {
    kind: 'wrong',
    says: `expected '`,
    why: 'after SRP the id token names the id of the user as `email`; AWS: the address',
  },
  'amplify: Amplify refuses a wrong password, also for somebody who does not exist': {
    kind: 'absent',
    says: 'promise resolved "{ isSignedIn: true, nextStep: { …(1) } }" instead of',
    why: 'moto takes any SRP proof: it keeps no verifier to check one against',
  },
  'amplify: Amplify refreshes rotating tokens, and ends the session at sign-out': {
    kind: 'absent',
    says: `SyntaxError: Unexpected token '<', "<!doctype "... is not valid JSON`,
    why: 'moto has no GetTokensFromRefreshToken, nor rotation',
  },
  'amplify: Amplify resets and changes a password': {
    kind: 'absent',
    says: 'This target has no test door (QUAYSIDE_DOOR_URL).',
    why: 'moto sends no codes that anybody could read',
  },
  'amplify: Amplify lets an invited person choose a password': {
    kind: 'absent',
    says: 'This target has no test door (QUAYSIDE_DOOR_URL).',
    why: 'moto sends no invitations',
  },
  'amplify: Amplify signs in whatever the password is made of': {
    kind: 'absent',
    says: 'This target has no test door (QUAYSIDE_DOOR_URL).',
    why: 'moto sends no codes that anybody could read',
  },
}
