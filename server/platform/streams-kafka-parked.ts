import type { Kafka } from 'kafkajs'
import { z } from 'zod'
import type { ParkedRecord } from './streams'

/** As it stands in a topic of what was given up. */
const Parked = z.object({
  key: z.string(),
  value: z.unknown(),
  partition: z.int(),
  offset: z.int(),
  group: z.string(),
  reason: z.string(),
})

/** The part of a topic of parked records that nobody has brought back. */
export interface ParkedPart {
  records: ParkedRecord[]
  /** Up to where it goes, by partition. */
  ends: { partition: number; offset: string }[]
}

/** Reads what stands in a topic of parked records behind what a group has been told to forget.
 *  @param group that remembers how far records were brought back; nobody else reads as it */
export async function readParked(kafka: Kafka, topic: string, group: string): Promise<ParkedPart> {
  const admin = kafka.admin()
  await admin.connect()
  const [ends, told] = await Promise.all([
    admin.fetchTopicOffsets(topic),
    admin.fetchOffsets({ groupId: group, topics: [topic] }),
  ]).finally(() => admin.disconnect())
  const done = new Map(
    told.flatMap(({ partitions }) => partitions.map((one) => [one.partition, Number(one.offset)])),
  )
  const beginning = (partition: number, low: string) => Math.max(Number(low), done.get(partition) ?? 0)
  const waiting = ends.filter(({ partition, low, high }) => beginning(partition, low) < Number(high))
  const records: ParkedRecord[] = []
  if (waiting.length === 0) return { records, ends }
  const left = new Map(waiting.map(({ partition, high }) => [partition, Number(high)]))
  // Reads as somebody of its own, so that reading changes nothing.
  const consumer = kafka.consumer({ groupId: `${group}-${Date.now()}` })
  await consumer.connect()
  try {
    await consumer.subscribe({ topics: [topic], fromBeginning: true })
    await new Promise<void>((resolve, reject) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error))
      const run = consumer.run({
        autoCommit: false,
        eachMessage: async ({ partition, message }) => {
          const end = left.get(partition)
          if (end === undefined) return
          if (Number(message.offset) >= (done.get(partition) ?? 0))
            records.push(Parked.parse(JSON.parse(message.value?.toString() ?? 'null')))
          if (Number(message.offset) + 1 >= end) left.delete(partition)
          if (left.size === 0) resolve()
        },
      })
      run.catch(reject)
    })
  } finally {
    await consumer.disconnect()
  }
  return { records, ends }
}

/** Remembers that everything up to there was brought back. */
export async function forgetParked(
  kafka: Kafka,
  topic: string,
  group: string,
  { ends }: ParkedPart,
): Promise<void> {
  const admin = kafka.admin()
  await admin.connect()
  try {
    const partitions = ends.map(({ partition, offset }) => ({ partition, offset }))
    await admin.setOffsets({ groupId: group, topic, partitions })
  } finally {
    await admin.disconnect()
  }
}
