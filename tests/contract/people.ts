import { createServer, type IncomingMessage, request as ask } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminSetUserPasswordCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { Amplify } from 'aws-amplify'
import { signIn } from 'aws-amplify/auth'
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito'
import type { Tokens } from '@/server/platform/identity'
import type { ShopRig } from '@/tests/contract/shop-rig'

const password = 'harbour-light-1'

/** Lets people sign in to a rig: the declared user pool, Amplify in the browser's place, and a count of what Cognito is asked. */
export async function openPeople(_rig: ShopRig) {
  const counter = await countingProxy(process.env.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER ?? '')
  process.env.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER = counter.url
  const { provisionIdentity } = await import('@/infra/local/provision/identity')
  const { cognito } = await import('@/server/platform/aws')
  const { config } = await import('@/server/platform/config')
  const { userPoolId, clientId } = await provisionIdentity()
  const jwksUrl = `${counter.url}/${userPoolId}/.well-known/jwks.json`
  // The rig has read its configuration to make the pool that the configuration names.
  config().identity = { userPoolId, clientId, jwksUrl }
  const environment = {
    COGNITO_USER_POOL_ID: userPoolId,
    COGNITO_CLIENT_ID: clientId,
    COGNITO_JWKS_URL: jwksUrl,
  }
  const kept = new Map<string, string>()
  Amplify.configure({
    Auth: { Cognito: { userPoolId, userPoolClientId: clientId, userPoolEndpoint: counter.url } },
  })
  cognitoUserPoolsTokenProvider.setKeyValueStorage({
    setItem: async (key, value) => void kept.set(key, value),
    getItem: async (key) => kept.get(key) ?? null,
    removeItem: async (key) => void kept.delete(key),
    clear: async () => kept.clear(),
  })
  let made = 0

  /** Makes a confirmed user. @returns the e-mail address */
  async function person(name = 'Ada Quay'): Promise<string> {
    const email = `person-${(made += 1)}@quayside.example`
    const who = { UserPoolId: userPoolId, Username: email }
    const UserAttributes = [
      { Name: 'email', Value: email },
      { Name: 'email_verified', Value: 'true' },
      { Name: 'name', Value: name },
    ]
    await cognito().send(new AdminCreateUserCommand({ ...who, MessageAction: 'SUPPRESS', UserAttributes }))
    await cognito().send(new AdminSetUserPasswordCommand({ ...who, Password: password, Permanent: true }))
    return email
  }

  /** Signs in as the browser does, by SRP. @returns what the browser would hand over */
  async function tokensOf(username: string, typed = password): Promise<Tokens> {
    kept.clear()
    await signIn({ username, password: typed })
    const ending = (end: string) => [...kept].find(([key]) => key.endsWith(end))?.[1] ?? ''
    return {
      accessToken: ending('accessToken'),
      idToken: ending('idToken'),
      refreshToken: ending('refreshToken'),
    }
  }

  return {
    environment,
    person,
    tokensOf,
    /** Makes somebody a member of a group. */
    join: (email: string, group: string) =>
      cognito().send(
        new AdminAddUserToGroupCommand({ UserPoolId: userPoolId, Username: email, GroupName: group }),
      ),
    disable: (email: string) =>
      cognito().send(new AdminDisableUserCommand({ UserPoolId: userPoolId, Username: email })),
    /** How often Cognito was asked for an operation since the rig began. */
    asked: (operation: string) => counter.counts.get(operation) ?? 0,
    stop: () => counter.stop(),
  }
}

/** Passes requests on as they are, and counts them by operation. */
async function countingProxy(target: string) {
  const counts = new Map<string, number>()
  const server = createServer((incoming, outgoing) => {
    const operation = String(incoming.headers['x-amz-target'] ?? '').split('.')[1] ?? ''
    counts.set(operation, (counts.get(operation) ?? 0) + 1)
    const onward = ask(new URL(incoming.url ?? '/', target), {
      method: incoming.method,
      headers: incoming.headers,
    })
    onward.on('response', (answer: IncomingMessage) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    onward.on('error', () => outgoing.destroy())
    incoming.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // of a server that listens on TCP
  return {
    url: `http://127.0.0.1:${port}`,
    counts,
    stop: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
