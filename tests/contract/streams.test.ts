import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { StreamRecord, Streams } from '@/server/platform/streams'

const directory = mkdtempSync(join(tmpdir(), 'quayside-streams-'))
const brokers = process.env.KAFKA_BROKERS?.split(',')
const sides = ['the embedded log', ...(brokers ? ['Kafka'] : [])]
beforeAll(() => {
  Object.assign(process.env, { DATA_DIR: directory, LOG_LEVEL: 'silent', STAGE: `contract-${process.pid}` })
})
afterAll(() => rmSync(directory, { recursive: true }))

describe.each(sides)('a stream in %s', (side) => {
  let open: () => Streams
  beforeAll(async () => {
    const { embeddedStreams } = await import('@/server/platform/streams-embedded')
    const { kafkaStreams } = await import('@/server/platform/streams-kafka')
    open = side === 'Kafka' ? () => kafkaStreams({ brokers: brokers ?? [] }) : embeddedStreams
  })

  let groups = 0
  /** Reads with a new group until a number of records was handled. */
  async function read(
    streams: Streams,
    count: number,
    handle: (record: StreamRecord) => void = () => {},
    group = `group-${groups++}`,
  ): Promise<StreamRecord[]> {
    const stop = new AbortController()
    const seen: StreamRecord[] = []
    await streams.consume(
      'order-status',
      group,
      async (record) => {
        handle(record)
        seen.push(record)
        if (seen.length === count) stop.abort()
      },
      stop.signal,
    )
    return seen
  }

  test('gives every group all records, those of a key in their order', async () => {
    const streams = open()
    const records = Array.from({ length: 60 }, (_, index) => ({ key: `k${index % 5}`, value: index }))
    await streams.append('order-status', records)
    for (const seen of [await read(streams, 60), await read(streams, 60)]) {
      for (const key of ['k0', 'k1', 'k2', 'k3', 'k4']) {
        const values = seen.filter((record) => record.key === key).map((record) => record.value)
        expect(values).toEqual(records.filter((record) => record.key === key).map((record) => record.value))
      }
    }
  })

  test('keeps the records of a key in one partition, at growing offsets', async () => {
    const seen = await read(open(), 60)
    for (const key of ['k0', 'k1']) {
      const mine = seen.filter((record) => record.key === key)
      expect(new Set(mine.map((record) => record.partition)).size).toBe(1)
      const offsets = mine.map((record) => record.offset)
      expect(offsets).toEqual(offsets.toSorted((a, b) => a - b))
    }
  })

  test('goes on where a group has stopped, in another process too', async () => {
    await read(open(), 60, undefined, 'orders')
    await open().append('order-status', [{ key: 'k0', value: 'new' }])
    const seen = await read(open(), 1, undefined, 'orders')
    expect(seen.map((record) => record.value)).toEqual(['new'])
  })

  test('repeats a record that was not handled, and parks it at last', async () => {
    const streams = open()
    let failures = 0
    await read(streams, 61, undefined, 'careful')
    await streams.append('order-status', [
      { key: 'same', value: 'poison' },
      { key: 'same', value: 'after' },
    ])
    const seen = await read(
      streams,
      1,
      ({ value }) => {
        if (value !== 'poison') return
        failures += 1
        throw new Error('cannot')
      },
      'careful',
    )
    expect(failures).toBe(5)
    expect(seen.map((record) => record.value)).toEqual(['after'])
  })

  test('tells what was parked and why, and brings it back once', async () => {
    const streams = open()
    const [parked] = await streams.parked('order-status')
    expect(parked).toMatchObject({ group: expect.stringContaining('careful'), key: 'same', reason: 'cannot' })
    expect(await streams.parked('order-status')).toHaveLength(1)
    expect(parked?.value).toBe('poison')
    expect(await streams.replay('order-status')).toBe(1)
    const seen = await read(streams, 1, undefined, 'careful')
    expect(seen.map(({ key, value }) => [key, value])).toEqual([['same', 'poison']])
    expect(await streams.parked('order-status')).toEqual([])
    expect(await streams.replay('order-status')).toBe(0)
  })

  test('is shared by the members of a group', async () => {
    const [one, two] = [open(), open()]
    const all = Array.from({ length: 200 }, (_, index) => ({ key: `x${index}`, value: index }))
    const stop = new AbortController()
    const seen = new Set<unknown>()
    await read(one, 64, undefined, 'shared')
    const handle = async ({ value }: StreamRecord) => {
      seen.add(value)
      if (seen.size === 200) stop.abort()
    }
    const members = [one, two].map((member) => member.consume('order-status', 'shared', handle, stop.signal))
    await two.append('order-status', all)
    await Promise.all(members)
    expect(seen.size).toBe(200)
  })
})

test('a cluster that is out of reach is told to who appends', async () => {
  const { kafkaStreams } = await import('@/server/platform/streams-kafka')
  const append = kafkaStreams({ brokers: ['127.0.0.1:1'] }).append('order-status', [{ key: 'k', value: 1 }])
  await expect(append).rejects.toMatchObject({ status: 503 })
})
