import { Commits } from '@/infra/local/commits'
import { jsonHandler } from '@/infra/local/json-service'
import type { LocalContext, LocalService } from '@/infra/local/service'
import { adminOperations } from './admin-operations'
import { Challenges } from './challenges'
import { clientOperations } from './client-operations'
import { Codes } from './codes'
import { groupOperations } from './group-operations'
import { listOperations } from './list-users'
import type { Cognito } from './parts'
import { poolOperations } from './pool-operations'
import { publicOperations } from './public-operations'
import { clearSchema, createSchema } from './schema'
import { sessionOperations } from './session-operations'
import { Store } from './store'
import { Tokens } from './tokens'
import { askTriggers } from './triggers'
import { allowBrowsers, answerDocument, answerPreflight } from './well-known'

/** Opens the user directory: Amazon Cognito user pools in its JSON 1.1 protocol, on a database of its own. */
export function open(context: LocalContext): LocalService {
  const database = context.database('cognito')
  createSchema(database)
  const now = () => context.now()
  const store = new Store(database)
  const cognito: Cognito = {
    context,
    store,
    commits: new Commits(database),
    codes: new Codes(database, now),
    tokens: new Tokens(database, store, context.region, now),
    challenges: new Challenges(now),
    ask: askTriggers(context),
  }
  const unsigned = { ...publicOperations(cognito), ...sessionOperations(cognito) }
  const handleJson = jsonHandler(context, {
    name: 'cognito',
    signingName: 'cognito-idp',
    target: 'AWSCognitoIdentityProviderService',
    version: '1.1',
    anonymous: new Set(Object.keys(unsigned)),
    operations: {
      ...unsigned,
      ...adminOperations(cognito),
      ...poolOperations(cognito),
      ...clientOperations(cognito),
      ...groupOperations(cognito),
      ...listOperations(cognito),
    },
    bodyLimit: 2 ** 18,
  })

  return {
    async handle(request, response) {
      allowBrowsers(response)
      if (request.method === 'OPTIONS') answerPreflight(response)
      else if (request.method === 'GET') answerDocument(cognito, request, response)
      else await handleJson(request, response)
    },
    reset() {
      clearSchema(database)
      store.forget()
      cognito.challenges.clear()
    },
    close() {
      cognito.challenges.clear()
    },
  }
}
