/** Cognito: one user pool for all questions, each of which has a file of its own. */
import './cognito/user-pool'
import './cognito/signing-up'
import './cognito/tokens'
import './cognito/passwords'
import './cognito/attributes'
import './cognito/administrator'
