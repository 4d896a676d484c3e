import { serve as listen } from '@hono/node-server'
import { resources } from '@/server/api/routes'
import { customerBySubject } from '@/server/customers/customers'
import { Unauthenticated } from '@/server/platform/errors'
import { type Door, serve } from '@/server/platform/http/door'
import { verifyAccessToken } from '@/server/platform/identity'
import { log } from '@/server/platform/log'
import { startTelemetry } from '@/server/platform/telemetry/start'
import { anonymous } from '@/server/platform/principal'

/** The app tier's door: API Gateway's authoriser on AWS, this port locally. Callers are known by a Cognito access token. */
const tokenDoor: Door = {
  prefix: '/v1',
  async identify(request) {
    const authorization = request.headers.get('authorization')
    if (!authorization) return { principal: anonymous, cookies: () => [] }
    const token = /^Bearer ([\w.-]+)$/.exec(authorization)?.[1]
    if (!token) throw new Unauthenticated('token-refused', 'the authorization header is no bearer token')
    const { subject, groups } = await verifyAccessToken(token)
    const { id, email } = await customerBySubject(subject)
    const principal = { kind: 'customer', id, sessionId: subject, email, groups } as const
    return { principal, cookies: () => [] }
  },
}

startTelemetry('app-tier')
const port = Number(process.env.APP_TIER_PORT ?? 3002)
const server = listen({ fetch: serve(tokenDoor, resources), port, hostname: '127.0.0.1' }, () =>
  process.stdout.write('READY\n'),
)

function stop(): void {
  server.close((error) => {
    if (error) log.warn({ err: error }, 'the app tier did not close cleanly')
    process.exit(0)
  })
}
process.once('SIGTERM', stop)
process.once('SIGINT', stop)
process.once('disconnect', stop)
