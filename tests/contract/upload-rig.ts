import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import type { Purpose, UploadBegun, UploadView } from '@/server/assets/model'
import type { Customer, Guest } from '@/server/platform/principal'
import { shopRig, until } from '@/tests/contract/shop-rig'

/** A shop in which people upload: real forms and URLs against the local S3, and the worker that its events wake. */
export async function uploadRig() {
  const rig = await shopRig()
  const uploads = await import('@/server/assets/uploads')
  const arrivals = await import('@/server/assets/arrivals')
  const indexEvents = await import('@/server/assets/index-events')
  const found = await import('@/server/assets/asset-store')
  const { consumeQueue } = await import('@/server/platform/queues')
  const { newId } = await import('@/server/platform/ids')
  const { bucketName } = await import('@/server/platform/objects')
  const aws = await import('@/server/platform/aws')

  const ending = new AbortController()
  /** Everything that the arrival's worker was told, in its order. */
  const told: unknown[] = []
  const working: Promise<void>[] = []
  const work = () => {
    working.push(
      consumeQueue(
        'uploads',
        async (body) => {
          told.push(body)
          await arrivals.workOffArrival(body)
        },
        ending.signal,
        1,
      ),
      consumeQueue('asset-objects', indexEvents.workOffObjectEvent, ending.signal),
    )
  }

  const customer = (groups: readonly string[] = []): Customer => ({
    kind: 'customer',
    id: newId('cus'),
    sessionId: newId('ses'),
    email: 'ada@example.com',
    groups,
  })
  const guest = (): Guest => ({ kind: 'guest', id: newId('gst'), sessionId: newId('ses') })

  /** Posts bytes as a browser does; `change` may tamper with the form. */
  async function post(
    form: UploadBegun['form'],
    bytes: Uint8Array,
    change: (fields: FormData) => void = () => {},
  ): Promise<{ status: number; text: string }> {
    if (!form) throw new Error('this upload has no form')
    const data = new FormData()
    for (const [name, value] of Object.entries(form.fields)) data.set(name, value)
    change(data)
    data.set('file', new Blob([new Uint8Array(bytes)]), 'file')
    const answer = await fetch(form.url, { method: 'POST', body: data })
    return { status: answer.status, text: await answer.text() }
  }

  /** Uploads bytes and waits for the verdict. */
  async function send(
    who: Guest | Customer,
    bytes: Uint8Array,
    wish: { purpose?: Purpose; type?: string; name?: string } = {},
  ): Promise<UploadView> {
    const { purpose = 'profile', type = 'image/jpeg', name = 'me.jpg' } = wish
    const begun = await uploads.startUpload(who, { purpose, type, size: bytes.length, name })
    const sent = await post(begun.form, bytes)
    if (sent.status !== 201) throw new Error(`${sent.status} ${sent.text}`)
    return verdict(who, begun.id)
  }

  async function verdict(who: Guest | Customer, id: string): Promise<UploadView> {
    const done = (view: UploadView) => view.state !== 'awaiting' && view.state !== 'checking'
    await until(async () => done(await uploads.uploadOf(who, id)), 'the verdict', 60_000)
    return uploads.uploadOf(who, id)
  }

  return {
    ...rig,
    rig,
    uploads,
    arrivals,
    found,
    bucketName,
    s3: aws.s3,
    told,
    work,
    customer,
    guest,
    post,
    send,
    verdict,
    async stop() {
      ending.abort()
      await Promise.all(working)
      await rig.stop()
    },
  }
}

const noise = { type: 'gaussian' as const, mean: 128, sigma: 40 }
const drawn = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#888', noise } })

/** A photograph with a place and a name in its metadata, lying on its side. */
export const photograph = (width = 800, height = 500): Promise<Buffer> =>
  drawn(width, height)
    .withExif({ IFD0: { Artist: 'Ada Quay' }, IFD3: { GPSLatitude: '51/1 30/1 0/1', GPSLatitudeRef: 'N' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()

export const png = (width = 60, height = 40): Promise<Buffer> => drawn(width, height).png().toBuffer()

/** A picture of some kilobytes that would be 400 million pixels. */
export function bomb(): Buffer {
  const side = 20_000
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header[8] = 1 // bits a pixel, of grey
  const rows = deflateSync(Buffer.alloc((side / 8 + 1) * side))
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    pngChunk('IHDR', header),
    pngChunk('IDAT', rows),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

function pngChunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const chunk = Buffer.alloc(named.length + 8)
  chunk.writeUInt32BE(data.length, 0)
  named.copy(chunk, 4)
  chunk.writeUInt32BE(crc32(named), named.length + 4)
  return chunk
}
