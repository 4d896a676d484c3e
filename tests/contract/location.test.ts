import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { LocationClient } from '@aws-sdk/client-location'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { verifySignature } from '@/infra/local/sigv4'
import type { Tracker } from '@/server/delivery/tracker'

const credentials = { accessKeyId: 'AKIDLOCATION', secretAccessKey: 'a-secret-of-the-stand-in' }
const region = 'eu-west-2'

interface Asked {
  method: string
  path: string
  body: Record<string, unknown>
  /** Whether the request carries a true signature for Amazon Location (signing name `geo`) over this very body. */
  signed: boolean
}
interface Answer {
  status?: number
  body?: unknown
  /** The error's name, as AWS's JSON services give it. */
  error?: string
}

let server: Server
let tracker: Tracker
const asked: Asked[] = []
let answers: Answer[] = []

/** A stand-in for Amazon Location: it checks signatures, remembers what it was asked, and answers what a test has laid out. */
beforeAll(async () => {
  server = createServer(async (request, response) => {
    const body = await bytesOf(request)
    const verdict = verifySignature(request, {
      service: 'geo',
      region,
      body,
      credentials: (id) => (id === credentials.accessKeyId ? credentials : undefined),
      now: Date.now,
      wallNow: Date.now,
    })
    asked.push({
      method: request.method ?? '',
      path: decodeURIComponent(request.url ?? ''),
      body: JSON.parse(body.toString() || '{}'),
      signed: verdict.ok,
    })
    const { status = 200, body: said = {}, error } = answers.shift() ?? {}
    response.writeHead(status, {
      'content-type': 'application/json',
      ...(error ? { 'x-amzn-errortype': error } : {}),
    })
    response.end(JSON.stringify(said))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // of a server that listens on TCP
  Object.assign(process.env, { CLOUD: 'local', STAGE: 'rig', AWS_REGION: region })
  const { locationTracker } = await import('@/server/delivery/tracker-location')
  tracker = locationTracker(
    new LocationClient({
      region,
      credentials,
      endpoint: `http://127.0.0.1:${port}`,
      disableHostPrefix: true,
      maxAttempts: 1,
    }),
  )
})
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())))
beforeEach(() => {
  asked.length = 0
  answers = []
})

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(Buffer.from(part))
  return Buffer.concat(parts)
}

const position = (minute: number) => ({
  at: new Date(Date.UTC(2026, 10, 21, 12, minute)).toISOString(),
  point: [minute, 50] as const,
})

describe('Amazon Location', () => {
  test('is told positions in batches of ten, in requests that are signed', async () => {
    await tracker.update(
      'Q1-1',
      Array.from({ length: 12 }, (_, minute) => position(minute)),
    )
    expect(asked.map(({ method, path, signed }) => [method, path, signed])).toEqual([
      ['POST', '/tracking/v0/trackers/rig-parcels/positions', true],
      ['POST', '/tracking/v0/trackers/rig-parcels/positions', true],
    ])
    expect(asked.map(({ body }) => (Array.isArray(body.Updates) ? body.Updates.length : 0))).toEqual([10, 2])
    expect(asked[1]?.body).toMatchObject({
      Updates: [
        { DeviceId: 'Q1-1', SampleTime: '2026-11-21T12:10:00Z', Position: [10, 50] },
        { DeviceId: 'Q1-1', SampleTime: '2026-11-21T12:11:00Z', Position: [11, 50] },
      ],
    })
  })

  test('is asked for all pages of a history, and its answers come back in the order of time', async () => {
    const entry = (minute: number) => ({
      DeviceId: 'Q1-1',
      SampleTime: position(minute).at,
      ReceivedTime: position(minute).at,
      Position: [minute, 50],
    })
    answers = [
      { body: { DevicePositions: [entry(3), entry(1)], NextToken: 'more' } },
      { body: { DevicePositions: [entry(2)] } },
    ]
    expect(await tracker.history('Q1-1', position(0).at)).toEqual([position(1), position(2), position(3)])
    const path = '/tracking/v0/trackers/rig-parcels/devices/Q1-1/list-positions'
    expect(asked.map((one) => [one.method, one.path, one.signed])).toEqual([
      ['POST', path, true],
      ['POST', path, true],
    ])
    expect(asked[0]?.body).toMatchObject({ StartTimeInclusive: '2026-11-21T12:00:00Z', MaxResults: 100 })
    expect(asked[0]?.body).not.toHaveProperty('NextToken')
    expect(asked[1]?.body).toMatchObject({ NextToken: 'more' })
  })

  test('draws a circle around where a parcel goes, and takes it away', async () => {
    await tracker.fence('Q1-1', [-0.12, 51.5], 8000)
    await tracker.unfence('Q1-1')
    const path = '/geofencing/v0/collections/rig-destinations'
    expect(asked).toEqual([
      {
        method: 'POST',
        path: `${path}/put-geofences`,
        body: {
          Entries: [{ GeofenceId: 'Q1-1', Geometry: { Circle: { Center: [-0.12, 51.5], Radius: 8000 } } }],
        },
        signed: true,
      },
      { method: 'POST', path: `${path}/delete-geofences`, body: { GeofenceIds: ['Q1-1'] }, signed: true },
    ])
  })

  test.each([
    ['is throttled', { status: 429, error: 'ThrottlingException', body: { Message: 'slow down' } }],
    ['has no such tracker', { status: 404, error: 'ResourceNotFoundException', body: { Message: 'none' } }],
    ['fails', { status: 500, error: 'InternalServerException', body: { Message: 'oh' } }],
    ['refuses us', { status: 403, error: 'AccessDeniedException', body: { Message: 'no' } }],
  ])('that %s is unavailable to the shop', async (_, answer) => {
    const unavailable = { status: 503, code: 'location-unavailable' }
    for (const call of [
      () => tracker.update('Q1-1', [position(1)]),
      () => tracker.history('Q1-1', position(0).at),
      () => tracker.fence('Q1-1', [0, 0], 1),
      () => tracker.unfence('Q1-1'),
    ]) {
      answers = [answer]
      await expect(call()).rejects.toMatchObject(unavailable)
    }
  })

  test('that takes a batch and refuses one entry of it is unavailable, too', async () => {
    const Error = { Code: 'ValidationError', Message: 'a position in the future' }
    answers = [{ body: { Errors: [{ DeviceId: 'Q1-1', SampleTime: position(1).at, Error }] } }]
    await expect(tracker.update('Q1-1', [position(1)])).rejects.toMatchObject({
      code: 'location-unavailable',
      message: 'a position in the future',
    })
    answers = [{ body: { Successes: [], Errors: [{ GeofenceId: 'Q1-1', Error }] } }]
    await expect(tracker.fence('Q1-1', [0, 0], 1)).rejects.toMatchObject({ code: 'location-unavailable' })
  })
})
