import type { MiddlewareStack } from '@smithy/types'
import { SpanKind, tracedWithin } from '@/server/platform/telemetry/tracing'

/** Makes each call of an official client a span of the request that waits for it, named as AWS names it: `DynamoDB.GetItem`. */
export function tracedClient<Input extends object, Output extends object, Client>(
  client: Client & { middlewareStack: MiddlewareStack<Input, Output> },
): Client {
  client.middlewareStack.add(
    (next, { clientName = 'AWS', commandName = 'call' }) =>
      (args) => {
        const service = clientName.replace(/Client$/, '')
        const method = commandName.replace(/Command$/, '')
        const attributes = { 'rpc.system': 'aws-api', 'rpc.service': service, 'rpc.method': method }
        return tracedWithin(`${service}.${method}`, { kind: SpanKind.CLIENT, attributes }, () => next(args))
      },
    { step: 'initialize', name: 'telemetry', override: true },
  )
  return client
}
