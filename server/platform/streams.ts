import type { TopicName } from '@/infra/resources'
import { config } from './config'
import { embeddedStreams } from './streams-embedded'
import { kafkaStreams } from './streams-kafka'

/** A record as it stands in its partition. */
export interface StreamRecord {
  key: string
  value: unknown
  partition: number
  offset: number
}

/** A record that a group has given up, and why. */
export interface ParkedRecord extends StreamRecord {
  group: string
  reason: string
}

/** Streams of records (MSK on AWS): appended, kept, read by groups that remember how far they are. Records with one key stay in
 *  order. Delivery is at least once. */
export interface Streams {
  /** Appends durably. @throws Unavailable */
  append(topic: TopicName, records: readonly { key: string; value: unknown }[]): Promise<void>
  /** Reads as a member of a group until the signal. A record is done when `handle` returns. One that keeps failing is parked after
   *  a few attempts, so that those behind it are not held up. */
  consume(
    topic: TopicName,
    group: string,
    handle: (record: StreamRecord) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void>
  /** What groups have given up and nobody has brought back, the oldest first. @throws Unavailable */
  parked(topic: TopicName): Promise<ParkedRecord[]>
  /** Appends what was parked behind everything else: every group of the topic sees it again. One that is interrupted may bring some back
   *  twice. @returns how many @throws Unavailable */
  replay(topic: TopicName): Promise<number>
}

let opened: Streams | undefined

/** The deployment's streams: Kafka where `KAFKA_BROKERS` is set, a log in the data directory otherwise. */
export function streams(): Streams {
  const { kafka } = config()
  opened ??= kafka ? kafkaStreams(kafka) : embeddedStreams()
  return opened
}
