import type { IncomingMessage, ServerResponse } from 'node:http'
import { toJwk } from './jwt'
import type { Cognito } from './parts'

/** What a browser's Amplify sends. `authorization` is not among them: web pages may call what is public, and nothing
 *  that has to be signed. */
const REQUEST_HEADERS = [
  'amz-sdk-invocation-id',
  'amz-sdk-request',
  'cache-control',
  'content-type',
  'x-amz-target',
  'x-amz-user-agent',
].join(', ')

/** Lets web pages of any origin read the answers, as Cognito does. */
export function allowBrowsers(response: ServerResponse): void {
  response.setHeader('access-control-allow-origin', '*')
  response.setHeader('access-control-expose-headers', 'x-amzn-requestid, x-amzn-errortype')
}

/** Answers a browser that asks beforehand. */
export function answerPreflight(response: ServerResponse): void {
  response.setHeader('access-control-allow-methods', 'GET, POST, OPTIONS')
  response.setHeader('access-control-allow-headers', REQUEST_HEADERS)
  response.setHeader('access-control-max-age', '600')
  response.writeHead(204).end()
}

/** The documents that are fetched by address: a pool's keys and what it says about itself. */
export function answerDocument(cognito: Cognito, request: IncomingMessage, response: ServerResponse): void {
  const path = (request.url ?? '/').split('?')[0] ?? '/'
  const [, poolId = '', name] =
    /^\/([\w-]+)\/\.well-known\/(jwks\.json|openid-configuration)$/.exec(path) ?? []
  const pool = cognito.store.findPool(poolId)
  if (!pool) {
    send(response, 404, { message: `There is no document at ${path}.` })
    return
  }
  const issuer = cognito.tokens.issuer(pool)
  const document =
    name === 'jwks.json'
      ? { keys: [toJwk(pool.key)] }
      : {
          issuer,
          jwks_uri: `${issuer}/.well-known/jwks.json`,
          id_token_signing_alg_values_supported: ['RS256'],
          subject_types_supported: ['public'],
          response_types_supported: ['token'],
          scopes_supported: ['openid', 'email', 'profile'],
          token_endpoint_auth_methods_supported: ['none'],
        }
  response.setHeader('cache-control', 'public, max-age=60')
  send(response, 200, document)
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
