import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams'
import { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { S3Client } from '@aws-sdk/client-s3'
import { SQSClient } from '@aws-sdk/client-sqs'
import { config } from '@/server/platform/config'
import { leanClient } from '@/server/platform/lean-client'
import { documentClient } from '@/server/platform/tables/client'
import { tracedClient } from '@/server/platform/telemetry/clients'

/** Makes a value on first use and keeps it: clients hold connections, and builds must not open any. */
const once = <T>(make: () => T): (() => T) => {
  let made: T | undefined
  return () => (made ??= make())
}

/** A service that does not answer is as good as one that is down: nobody waits for it longer than this, in milliseconds. */
const requestHandler = { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true }

/** The library would put its middleware together anew at every call; so it does so once for each kind of call that gives no options of its own. */
const cacheMiddleware = true

/** The official clients. Endpoints and credentials come from ordinary AWS configuration: `AWS_ENDPOINT_URL_*` or the account's. */
export const dynamo = once(() => documentClient({ region: config().region, maxAttempts: 3, requestHandler }))
export const dynamoStreams = once(() =>
  leanClient(new DynamoDBStreamsClient({ region: config().region, requestHandler, cacheMiddleware })),
)
export const sqs = once(() =>
  leanClient(
    tracedClient(new SQSClient({ region: config().region, useQueueUrlAsEndpoint: false, cacheMiddleware })),
  ),
)
export const eventBridge = once(() =>
  leanClient(
    tracedClient(new EventBridgeClient({ region: config().region, requestHandler, cacheMiddleware })),
  ),
)
export const cognito = once(() =>
  tracedClient(new CognitoIdentityProviderClient({ region: config().region, requestHandler })),
)
const s3Configuration = () => ({
  region: config().region,
  forcePathStyle: config().objectsEndpoint !== undefined,
  requestChecksumCalculation: 'WHEN_REQUIRED' as const,
  responseChecksumValidation: 'WHEN_REQUIRED' as const,
})
/** Signed with the process's own credentials. */
export const s3 = once(() => leanClient(tracedClient(new S3Client(s3Configuration()))))

interface Credentials {
  accessKeyId: string
  secretAccessKey: string
  sessionToken?: string
}

/** Signed with credentials that are asked for at each request: whoever gives them renews them by the shop's own clock. */
export function s3SignedBy(credentials: () => Promise<Credentials>): S3Client {
  // The SDK would keep what has no end for ever, and knows real time only; what has ended is asked for again.
  const ended = new Date(0)
  const client = new S3Client({
    ...s3Configuration(),
    credentials: async () => ({ ...(await credentials()), expiration: ended }),
  })
  return leanClient(tracedClient(client))
}
