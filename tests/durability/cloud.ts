import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams'
import { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { S3Client } from '@aws-sdk/client-s3'
import { SQSClient } from '@aws-sdk/client-sqs'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { Clients } from './load'

export interface Cloud {
  clients: Clients
  /** Base addresses by the name that the AWS SDK's variables have: `DYNAMODB`, `S3`, … */
  endpoints: Readonly<Record<string, string>>
  credentials: { accessKeyId: string; secretAccessKey: string }
  region: string
  /** Whether the process has ended. */
  gone(): boolean
  /** The lines that it wrote on standard error. */
  complaints(): string[]
  /** `kill -9`. */
  kill(): Promise<void>
}

/** The local cloud as `npm start` runs it, in a process of its own.
 *  @throws with what it said when it does not come up */
export async function startCloud(
  data: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Cloud> {
  const child = spawn(process.execPath, [process.env.CLOUD_BUNDLE ?? '', '--data', data, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  })
  let complaint = ''
  child.stderr.on('data', (chunk) => {
    complaint += chunk
  })
  const variables: Record<string, string> = {}
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'READY') break
    const equals = line.indexOf('=')
    variables[line.slice(0, equals)] = line.slice(equals + 1)
  }
  if (child.exitCode !== null) throw new Error(`The cloud did not come up: ${complaint}`)
  const region = variables.AWS_REGION ?? ''
  const credentials = {
    accessKeyId: variables.AWS_ACCESS_KEY_ID ?? '',
    secretAccessKey: variables.AWS_SECRET_ACCESS_KEY ?? '',
  }
  const prefix = 'AWS_ENDPOINT_URL_'
  const endpoints = Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [],
    ),
  )
  const at = (service: string) => ({
    region,
    endpoint: endpoints[service] ?? '',
    credentials,
    maxAttempts: 1,
  })
  const gone = () => child.exitCode !== null || child.signalCode !== null
  return {
    endpoints,
    credentials,
    region,
    gone,
    complaints: () => complaint.split('\n').filter((line) => line !== ''),
    clients: {
      documents: DynamoDBDocumentClient.from(new DynamoDBClient(at('DYNAMODB'))),
      streams: new DynamoDBStreamsClient(at('DYNAMODB_STREAMS')),
      s3: new S3Client({ ...at('S3'), forcePathStyle: true }),
      sqs: new SQSClient({ ...at('SQS'), useQueueUrlAsEndpoint: false }),
      events: new EventBridgeClient(at('EVENTBRIDGE')),
      cognito: new CognitoIdentityProviderClient(at('COGNITO_IDENTITY_PROVIDER')),
    },
    async kill() {
      if (gone()) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}
