import { describe, expect, test } from 'vitest'
import { box, boxes, film } from '@/tests/contract/film'
import { inspectVideo } from './videos'

/** Reads from a buffer, and counts what was read. */
function reader(file: Uint8Array) {
  const seen = { bytes: 0, requests: 0 }
  const read = async (from: number, length: number) => {
    seen.bytes += length
    seen.requests += 1
    return file.subarray(from, from + length)
  }
  return { seen, read }
}
const inspect = (type: 'video/mp4' | 'video/webm', file: Uint8Array, size = file.length) =>
  inspectVideo(type, size, reader(file).read)
const refused = (reason: string) => ({ reason })

describe('an MP4', () => {
  const whole = film(4096)
  const told = (facts: Parameters<typeof boxes>[1]) => {
    const file = Buffer.alloc(4096)
    boxes(4096, facts).copy(file)
    return file
  }

  test('tells its size and duration', async () => {
    expect(await inspect('video/mp4', whole)).toEqual({ width: 1280, height: 720, seconds: 10 })
  })

  test('of 8 GB is known by a few kilobytes', async () => {
    const size = 8 * 1024 ** 3
    const head = boxes(size)
    const seen = { bytes: 0 }
    const read = async (from: number, length: number) => {
      seen.bytes += length
      const piece = Buffer.alloc(length)
      head.copy(piece, 0, from, Math.min(head.length, from + length))
      return piece
    }
    expect(await inspectVideo('video/mp4', size, read)).toMatchObject({ width: 1280 })
    expect(seen.bytes).toBeLessThan(200_000)
  })

  test('does not have to know how long it is', async () => {
    expect(await inspect('video/mp4', told({ duration: 0 }))).toEqual({ width: 1280, height: 720 })
  })

  test.each([
    ['is larger than 8K', { width: 16_000, height: 9000 }, 'too-many-pixels'],
    ['is a dot', { width: 8, height: 8 }, 'too-small'],
    ['has no picture at all', { handler: 'soun' }, 'not-what-it-says'],
    ['says that its picture has no width', { width: 0 }, 'broken'],
    ['lasts for days', { duration: 3 * 86_400_000 }, 'too-long'],
  ])('that %s is not taken', async (_, facts, reason) => {
    await expect(inspect('video/mp4', told(facts))).rejects.toMatchObject(refused(reason))
  })

  const ftyp = box('ftyp', Buffer.from('isom\0\0\u0002\0isom', 'latin1'))
  test.each([
    ['ends too early', whole.subarray(0, 3000)],
    ['has bytes after its end', Buffer.concat([whole, Buffer.from('more')])],
    ['holds no description', Buffer.concat([ftyp, box('mdat', Buffer.alloc(100))])],
    [
      'has a description of zeros',
      Buffer.concat([ftyp, box('moov', Buffer.alloc(64)), box('mdat', Buffer.alloc(9))]),
    ],
    ['has nothing to play', whole.subarray(0, boxes(4096).length - 16)],
    [
      'is nothing but boxes',
      Buffer.concat([ftyp, ...Array.from({ length: 5000 }, () => box('free', Buffer.alloc(0)))]),
    ],
  ])('that %s is broken', async (_, file) => {
    await expect(inspect('video/mp4', file)).rejects.toMatchObject(refused('broken'))
  })

  test('cut anywhere or changed in any byte of its head is refused or told, and never a surprise', async () => {
    const head = boxes(4096).length
    for (let at = 0; at < head; at++) {
      for (const value of [0x00, 0x7f, 0xff]) {
        const file = Buffer.from(whole)
        file[at] = value
        const outcome = await inspect('video/mp4', file).then(
          ({ width }) => width > 0,
          (error: unknown) => error instanceof Error && error.name === 'Refused',
        )
        expect(outcome, `byte ${at} as ${value}`).toBe(true)
      }
    }
  })
})

describe('a WebM', () => {
  const id = (value: number) => Buffer.from(value.toString(16).padStart(2, '0'), 'hex')
  const sized = (length: number) => {
    const bytes = Buffer.alloc(8)
    bytes.writeBigUInt64BE(BigInt(length) | (1n << 56n))
    return bytes
  }
  const unknown = Buffer.from('01ffffffffffffff', 'hex')
  const element = (name: number, ...content: Buffer[]) => {
    const inside = Buffer.concat(content)
    return Buffer.concat([id(name), sized(inside.length), inside])
  }
  const number = (name: number, value: number) =>
    element(name, Buffer.from([value >> 16, (value >> 8) % 256, value % 256]))
  const double = (name: number, value: number) => {
    const bytes = Buffer.alloc(8)
    bytes.writeDoubleBE(value)
    return element(name, bytes)
  }
  interface Told {
    docType?: string
    codec?: string
    width?: number
    height?: number
    seconds?: number
    kind?: number
    open?: boolean
    empty?: boolean
  }
  function webm(told: Told = {}): Buffer {
    const { docType = 'webm', codec = 'V_VP9', width = 1920, height = 1080, seconds = 12, kind = 1 } = told
    const header = element(0x1a45dfa3, element(0x4282, Buffer.from(docType)))
    const video = element(0xe0, number(0xb0, width), number(0xba, height))
    const track = element(0xae, number(0x83, kind), element(0x86, Buffer.from(codec)), video)
    const parts = [
      element(0xec, Buffer.alloc(40)),
      element(0x1549a966, number(0x2ad7b1, 1_000_000), double(0x4489, seconds * 1000)),
      element(0x1654ae6b, track),
      element(0x1f43b675, Buffer.alloc(told.empty ? 0 : 300)),
    ]
    const inside = Buffer.concat(parts)
    return told.open
      ? Buffer.concat([header, id(0x18538067), unknown, inside])
      : Buffer.concat([header, element(0x18538067, inside)])
  }

  test('tells its size and duration, also when it was written while it was made', async () => {
    expect(await inspect('video/webm', webm())).toEqual({ width: 1920, height: 1080, seconds: 12 })
    expect(await inspect('video/webm', webm({ open: true }))).toEqual({
      width: 1920,
      height: 1080,
      seconds: 12,
    })
  })

  test.each([
    ['is Matroska', { docType: 'matroska' }, 'not-what-it-says'],
    ['holds a codec that WebM has not', { codec: 'V_MPEG4/ISO/AVC' }, 'not-what-it-says'],
    ['has no picture at all', { kind: 2 }, 'not-what-it-says'],
    ['is larger than 8K', { width: 20_000, height: 1000 }, 'too-many-pixels'],
    ['is a dot', { width: 4, height: 4 }, 'too-small'],
    ['has a picture without a height', { height: 0 }, 'broken'],
    ['lasts for days', { seconds: 3 * 86_400 }, 'too-long'],
    ['lasts for less than nothing', { seconds: -1 }, 'broken'],
    ['has nothing to play', { empty: true }, 'broken'],
  ])('that %s is not taken', async (_, told, reason) => {
    await expect(inspect('video/webm', webm(told))).rejects.toMatchObject(refused(reason))
  })

  test('that ends too early, or has more behind its end, is broken', async () => {
    const whole = webm()
    for (const file of [
      whole.subarray(0, whole.length - 1),
      whole.subarray(0, 60),
      Buffer.concat([whole, id(0x00)]),
    ]) {
      await expect(inspect('video/webm', file)).rejects.toMatchObject(refused('broken'))
    }
  })

  test('that only begins like one is broken', async () => {
    const file = Buffer.concat([
      element(0x1a45dfa3, element(0x4282, Buffer.from('webm'))),
      Buffer.alloc(5000, 7),
    ])
    await expect(inspect('video/webm', file)).rejects.toMatchObject(refused('broken'))
  })

  test('changed in any byte of its head is refused or told, and never a surprise', async () => {
    const whole = webm()
    for (let at = 0; at < whole.length - 300; at++) {
      for (const value of [0x00, 0x01, 0xff]) {
        const file = Buffer.from(whole)
        file[at] = value
        const outcome = await inspect('video/webm', file).then(
          ({ width }) => width > 0,
          (error: unknown) => error instanceof Error && error.name === 'Refused',
        )
        expect(outcome, `byte ${at} as ${value}`).toBe(true)
      }
    }
  })
})
