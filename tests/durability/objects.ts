import { createHash, randomBytes } from 'node:crypto'
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import type { Clients, Load } from './load'

const Bucket = 'durability'
const keysOfWorker = 6
const workers = 3
const largest = 96 * 1024

const hash = (body: Uint8Array) => createHash('sha256').update(body).digest('hex')
/** In place of a body that was deleted. */
const gone = 'gone'

/** Objects that are written, written over and deleted, each key by one worker. */
export function objectsLoad(): Load {
  /** What each key must hold: what was acknowledged last, or anything that was asked for since. */
  const allowed = new Map<string, Set<string>>()
  let count = 0

  async function holds({ s3 }: Clients, Key: string): Promise<string> {
    try {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }))
      return hash((await Body?.transformToByteArray()) ?? new Uint8Array())
    } catch (error) {
      if (error instanceof NoSuchKey) return gone
      throw error
    }
  }

  return {
    name: 's3',
    workers,
    acknowledged: () => count,

    async open({ s3 }) {
      await s3.send(new CreateBucketCommand({ Bucket }))
    },

    async step({ s3 }, worker) {
      const Key = `shelf-${worker}/${Math.floor(Math.random() * keysOfWorker)}`
      const deletes = Math.random() < 0.2
      const Body = randomBytes(1 + Math.floor(Math.random() * largest))
      const wanted = deletes ? gone : hash(Body)
      allowed.set(Key, (allowed.get(Key) ?? new Set([gone])).add(wanted))
      await (deletes
        ? s3.send(new DeleteObjectCommand({ Bucket, Key }))
        : s3.send(new PutObjectCommand({ Bucket, Key, Body })))
      allowed.set(Key, new Set([wanted]))
      count++
    },

    async check(clients) {
      const wrong: string[] = []
      const { Contents = [] } = await clients.s3.send(new ListObjectsV2Command({ Bucket }))
      const listed = new Set(Contents.map(({ Key }) => Key))
      for (const [key, contents] of allowed) {
        const now = await holds(clients, key)
        if (!contents.has(now)) wrong.push(`${key} holds what was never acknowledged last`)
        if (listed.has(key) !== (now !== gone)) wrong.push(`${key} is listed otherwise than it is read`)
        // What is there after the crash stays.
        allowed.set(key, new Set([now]))
      }
      return wrong
    },
  }
}
