import { type Consumer, type EachBatchPayload, Kafka, type KafkaConfig, logLevel } from 'kafkajs'
import { physicalName, type TopicName, topics } from '@/infra/resources'
import { config } from './config'
import { Unavailable } from './errors'
import { log } from './log'
import { pause } from './pause'
import type { StreamRecord, Streams } from './streams'
import { forgetParked, readParked } from './streams-kafka-parked'

const maxFailures = 5
/** Between two attempts at one record, in milliseconds. */
const again = 100

export interface KafkaOptions {
  brokers: readonly string[]
  tls?: boolean
  /** A user of SASL/SCRAM-SHA-512, as MSK keeps them in Secrets Manager. */
  user?: { username: string; password: string }
}

/** Streams on Kafka (MSK). Topics are made as the house declares them where the cluster does not have them yet. */
export function kafkaStreams({ brokers, tls, user }: KafkaOptions): Streams {
  const settings: KafkaConfig = {
    clientId: `quayside-${config().stage}`,
    brokers: [...brokers],
    ssl: tls ?? false,
    ...(user ? { sasl: { mechanism: 'scram-sha-512', ...user } } : {}),
    connectionTimeout: 3_000,
    retry: { initialRetryTime: 100, retries: 5 },
    logCreator:
      () =>
      ({ level, log: { message, ...more } }) =>
        log[level <= logLevel.WARN ? 'warn' : 'debug'](more, `Kafka: ${message}`),
  }
  const kafka = new Kafka(settings)
  const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 })
  let ready: Promise<void> | undefined
  /** Connects once and makes what is missing. A failure is tried again by the next caller. */
  const prepare = () =>
    (ready ??= open(kafka, () => producer.connect()).catch((error: unknown) => {
      ready = undefined
      throw error
    }))
  const send = async (topic: string, messages: { key: string; value: string }[]) => {
    await prepare()
    // Kept by all replicas that are in step, or refused.
    await producer.send({ topic, acks: -1, messages })
  }
  const park = (topic: TopicName, record: StreamRecord, group: string, error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error)
    return send(parkedName(topic), [{ key: record.key, value: JSON.stringify({ ...record, group, reason }) }])
  }

  const unavailable = (error: unknown) =>
    new Unavailable('streams-unavailable', 'the streams do not answer', {}, { cause: error })
  const replayed = (topic: TopicName) => physicalName(config().stage, `${topic}-replayed`)
  const readOf = async (topic: TopicName) => {
    await prepare()
    return readParked(kafka, parkedName(topic), replayed(topic))
  }

  return {
    async parked(topic) {
      try {
        return (await readOf(topic)).records
      } catch (error) {
        throw unavailable(error)
      }
    },

    async replay(topic) {
      try {
        const part = await readOf(topic)
        if (part.records.length === 0) return 0
        const messages = part.records.map(({ key, value }) => ({ key, value: JSON.stringify(value) }))
        await send(nameOf(topic), messages)
        await forgetParked(kafka, parkedName(topic), replayed(topic), part)
        return part.records.length
      } catch (error) {
        throw unavailable(error)
      }
    },

    async append(topic, records) {
      const messages = records.map(({ key, value }) => ({ key, value: JSON.stringify(value) }))
      try {
        await send(nameOf(topic), messages)
      } catch (error) {
        throw unavailable(error)
      }
    },

    async consume(topic, group, handle, signal) {
      await untilReached(prepare, signal)
      if (signal.aborted) return
      const consumer = kafka.consumer({ groupId: physicalName(config().stage, group) })
      const ended = failureOf(consumer)
      await consumer.connect()
      await consumer.subscribe({ topics: [nameOf(topic)], fromBeginning: true })
      const poison = (record: StreamRecord, error: unknown) => park(topic, record, group, error)
      await consumer.run({
        eachBatchAutoResolve: false,
        eachBatch: (payload) => work(payload, { topic, group, handle, poison, signal }),
      })
      const stopped = new Promise<void>((resolve) => {
        if (signal.aborted) resolve()
        signal.addEventListener('abort', () => resolve(), { once: true })
      })
      try {
        await Promise.race([stopped, ended])
      } finally {
        await consumer.disconnect()
      }
    },
  }
}

interface Work {
  topic: TopicName
  group: string
  handle(record: StreamRecord): Promise<void>
  poison(record: StreamRecord, error: unknown): Promise<void>
  signal: AbortSignal
}

/** Handles what a partition gave, record by record; one that keeps failing holds nobody up for long. */
async function work(
  payload: EachBatchPayload,
  { topic, group, handle, poison, signal }: Work,
): Promise<void> {
  const { batch, resolveOffset, heartbeat, isRunning, isStale } = payload
  for (const message of batch.messages) {
    const record = {
      key: message.key?.toString() ?? '',
      value: JSON.parse(message.value?.toString() ?? 'null'),
      partition: batch.partition,
      offset: Number(message.offset),
    }
    for (let failures = 0; ; ) {
      if (signal.aborted || !isRunning() || isStale()) return
      try {
        await handle(record)
        break
      } catch (error) {
        failures += 1
        const last = failures >= maxFailures
        log[last ? 'error' : 'warn'](
          { err: error, topic, group, partition: record.partition, position: record.offset },
          'a record was not handled',
        )
        if (last) {
          await poison(record, error)
          break
        }
        await pause(again, signal)
        await heartbeat()
      }
    }
    resolveOffset(message.offset)
    await heartbeat()
  }
}

const nameOf = (topic: TopicName): string => physicalName(config().stage, topic)
const parkedName = (topic: TopicName): string => physicalName(config().stage, `${topic}-parked`)

async function open(kafka: Kafka, connect: () => Promise<void>): Promise<void> {
  const admin = kafka.admin()
  await admin.connect()
  try {
    const there = new Set(await admin.listTopics())
    const declared = Object.entries(topics).flatMap(([name, { partitions }]) => [
      { topic: physicalName(config().stage, name), numPartitions: partitions },
      { topic: physicalName(config().stage, `${name}-parked`), numPartitions: 1 },
    ])
    const missing = declared.filter(({ topic }) => !there.has(topic))
    if (missing.length > 0) await admin.createTopics({ topics: missing, waitForLeaders: true })
  } finally {
    await admin.disconnect()
  }
  await connect()
}

/** Readers wait for a cluster that is out of reach; they have nobody to tell. */
async function untilReached(prepare: () => Promise<void>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      return await prepare()
    } catch (error) {
      log.warn({ err: error }, 'the streams do not answer; trying again')
      await pause(1_000, signal)
    }
  }
}

/** Rejects when the consumer has ended for good; what it can mend, it mends by itself. */
const failureOf = (consumer: Consumer): Promise<never> =>
  new Promise((_, reject) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      if (!payload.restart) reject(payload.error)
    })
  })
