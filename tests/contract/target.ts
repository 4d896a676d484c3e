import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EndpointName, startCloud } from '@/infra/local/cloud'

/** What a contract suite runs against: the endpoints named by the environment, or a local cloud of its own. */
export interface CloudTarget {
  /** Base addresses; `undefined` lets the SDK choose AWS's own. */
  endpoints: Record<EndpointName, string | undefined>
  region: string
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }
  /** The address of the test door, when the target has one. */
  door: string | undefined
  /** Moves the target's clock forward. @throws when the target has no door, and `CONTRACT_CLOCK_URL` names no clock */
  advance(milliseconds: number): Promise<void>
  /** Asks the door: `POST` with a JSON body, or the given method. @throws when it refuses */
  ask(path: string, body?: unknown, method?: string): Promise<unknown>
  stop(): Promise<void>
}

/** Opens the target once per suite. With any `AWS_ENDPOINT_URL_*` (or `CONTRACT_TARGET=aws`) set, that is it. */
export async function cloudTarget(): Promise<CloudTarget> {
  const named = Object.keys(process.env).some((name) => name.startsWith('AWS_ENDPOINT_URL'))
  return named || process.env.CONTRACT_TARGET === 'aws' ? fromEnvironment(process.env) : ownCloud()
}

async function ownCloud(): Promise<CloudTarget> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'quayside-cloud-'))
  const cloud = await startCloud({ dataDirectory, port: 0 })
  return {
    endpoints: cloud.endpoints,
    region: cloud.region,
    credentials: { accessKeyId: cloud.accessKeyId, secretAccessKey: cloud.secretAccessKey },
    ...doorOf(cloud.endpoints.door),
    async stop() {
      await cloud.stop()
      rmSync(dataDirectory, { recursive: true, force: true })
    },
  }
}

function fromEnvironment(env: NodeJS.ProcessEnv): CloudTarget {
  const any = env.AWS_ENDPOINT_URL
  return {
    endpoints: {
      s3: env.AWS_ENDPOINT_URL_S3 ?? any,
      dynamodb: env.AWS_ENDPOINT_URL_DYNAMODB ?? any,
      dynamodbStreams: env.AWS_ENDPOINT_URL_DYNAMODB_STREAMS ?? any,
      sqs: env.AWS_ENDPOINT_URL_SQS ?? any,
      eventbridge: env.AWS_ENDPOINT_URL_EVENTBRIDGE ?? any,
      cognito: env.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER ?? any,
      door: env.QUAYSIDE_DOOR_URL,
    },
    region: env.AWS_REGION ?? 'us-east-1',
    credentials: {
      accessKeyId: env.AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '',
      ...(env.AWS_SESSION_TOKEN ? { sessionToken: env.AWS_SESSION_TOKEN } : {}),
    },
    ...doorOf(env.QUAYSIDE_DOOR_URL),
    ...(env.CONTRACT_CLOCK_URL ? { advance: doorOf(env.CONTRACT_CLOCK_URL).advance } : {}),
    async stop() {},
  }
}

function doorOf(door: string | undefined): Pick<CloudTarget, 'door' | 'advance' | 'ask'> {
  const ask = async (path: string, body?: unknown, method = 'POST'): Promise<unknown> => {
    if (!door) throw new Error('This target has no test door (QUAYSIDE_DOOR_URL).')
    const answer = await fetch(`${door}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }
  return {
    door,
    ask,
    async advance(milliseconds) {
      await ask('/clock', { advanceMs: milliseconds })
    },
  }
}
