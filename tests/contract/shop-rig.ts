import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCloud } from '@/infra/local/cloud'

/** A shop without its web tier: a local cloud of its own, provisioned, and the address of its door. */
export interface ShopRig {
  door: string
  dataDirectory: string
  /** Moves the clock of every process forward. */
  advance(milliseconds: number): Promise<void>
  /** The messages in the mailbox, the newest first. */
  mail(): Promise<{ to: string; subject: string; text: string; html?: string }[]>
  stop(): Promise<void>
}

/** Starts the rig and points this process at it. Modules of the server must be imported afterwards: they read their
 *  configuration once. */
export async function shopRig(): Promise<ShopRig> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'quayside-shop-'))
  const cloud = await startCloud({ dataDirectory: join(dataDirectory, 'cloud'), port: 0 })
  const { endpoints } = cloud
  Object.assign(process.env, {
    CLOUD: 'local',
    STAGE: 'rig',
    LOG_LEVEL: process.env.RIG_LOG ?? 'silent',
    SHARED_DIR: 'shared',
    DATA_DIR: dataDirectory,
    INTERNAL_SECRET: 'only-for-tests-and-long-enough-for-them',
    AWS_REGION: cloud.region,
    AWS_ACCESS_KEY_ID: cloud.accessKeyId,
    AWS_SECRET_ACCESS_KEY: cloud.secretAccessKey,
    AWS_ENDPOINT_URL_S3: endpoints.s3,
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_DYNAMODB_STREAMS: endpoints.dynamodbStreams,
    AWS_ENDPOINT_URL_SQS: endpoints.sqs,
    AWS_ENDPOINT_URL_EVENTBRIDGE: endpoints.eventbridge,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: endpoints.cognito,
    MAILBOX_URL: endpoints.door,
    DOOR_URL: endpoints.door,
  })
  await provisionWithoutIdentity()
  const ask = async (path: string, init?: RequestInit): Promise<unknown> => {
    const answer = await fetch(`${endpoints.door}${path}`, init)
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }
  return {
    door: endpoints.door,
    dataDirectory,
    async advance(milliseconds) {
      const { now } = await import('@/server/platform/clock')
      const before = now() - Date.now()
      await ask('/clock', { method: 'POST', body: JSON.stringify({ advanceMs: milliseconds }) })
      // Processes look at the clock's file twenty times a second at most.
      await until(() => now() - Date.now() - before > milliseconds - 10, 'the moved clock')
    },
    async mail() {
      const answer = await ask('/messages')
      return typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'messages') : []
    },
    async stop() {
      await cloud.stop()
      rmSync(dataDirectory, { recursive: true, force: true })
    },
  }
}

/** Nobody signs in to this rig. */
async function provisionWithoutIdentity(): Promise<void> {
  const { buckets, tables } = await import('@/infra/resources')
  const { provisionBucket } = await import('@/infra/local/provision/objects')
  const { provisionMessages } = await import('@/infra/local/provision/messages')
  const { provisionTable } = await import('@/infra/local/provision/tables')
  await Promise.all([
    provisionMessages(),
    ...namesOf(tables).map(provisionTable),
    ...namesOf(buckets).map(provisionBucket),
  ])
}

const namesOf = <T extends object>(declared: T) =>
  Object.keys(declared).filter((name): name is Extract<keyof T, string> => name in declared)

/** Waits until a condition holds. @throws when it does not within so many milliseconds */
export async function until(
  condition: () => boolean | Promise<boolean>,
  what = 'the condition',
  milliseconds = 15_000,
): Promise<void> {
  const deadline = Date.now() + milliseconds
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`${what} did not come about`)
    await new Promise((resolve) => setTimeout(resolve, 15))
  }
}
