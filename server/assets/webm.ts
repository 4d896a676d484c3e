import { Refused } from './refused'
import { type ReadStretch, readingAhead } from './stretches'
import { type FilmFacts, requireFilm } from './video-limits'

const ids = {
  ebml: 0x1a45dfa3,
  docType: 0x4282,
  segment: 0x18538067,
  info: 0x1549a966,
  timecodeScale: 0x2ad7b1,
  duration: 0x4489,
  tracks: 0x1654ae6b,
  trackEntry: 0xae,
  trackType: 0x83,
  codec: 0x86,
  video: 0xe0,
  width: 0xb0,
  height: 0xba,
  cluster: 0x1f43b675,
} as const
const mostElements = 2_000
/** Descriptions of tracks are some hundred bytes; whatever is much longer is none. */
const mostDescription = 1024 ** 2
const codecs = new Set(['V_VP8', 'V_VP9', 'V_AV1'])
const pictureTrack = 1

type Read = ReturnType<typeof readingAhead>
interface Element {
  id: number
  from: number
  /** Where it ends; the end of what it stands in where it does not know its own length. */
  to: number
  open: boolean
}

/** A WebM must be one by its header, hold one segment that fills it to its last byte, describe a picture within our limits in a codec of WebM,
 *  and have something to show. Of the film itself nothing is read. RFC 8794 (EBML), RFC 9559 (Matroska).
 *  @throws Refused */
export async function inspectWebm(size: number, source: ReadStretch): Promise<FilmFacts> {
  const read = readingAhead(size, source)
  const header = await elementAt(read, 0, size)
  if (header.id !== ids.ebml || header.open) throw new Refused('not-what-it-says')
  const docType = (await childrenOf(read, header)).find(({ id }) => id === ids.docType)
  if (!docType || text(await content(read, docType)) !== 'webm') throw new Refused('not-what-it-says')
  const segment = await elementAt(read, header.to, size)
  // One that was written while it was made does not know its length; any other must reach the end, or its end is missing.
  if (segment.id !== ids.segment || segment.to !== size) throw new Refused('broken')
  return requireFilm(await factsIn(read, segment))
}

/** Info and tracks stand before the first cluster, because players need them there. */
async function factsIn(read: Read, segment: Element): Promise<FilmFacts> {
  let picture: { width: number; height: number } | undefined
  let seconds: number | undefined
  let at = segment.from
  for (let count = 0; at < segment.to && count < mostElements; count++) {
    const element = await elementAt(read, at, segment.to)
    if (element.id === ids.cluster) {
      if (!picture || element.to === element.from) throw new Refused('broken')
      return { ...picture, seconds }
    }
    if (element.open) throw new Refused('broken')
    if (element.id === ids.info) seconds = await secondsIn(read, element)
    if (element.id === ids.tracks) picture = await pictureIn(read, element)
    at = element.to
  }
  throw new Refused('broken')
}

async function pictureIn(read: Read, tracks: Element): Promise<{ width: number; height: number }> {
  const pictures: { width: number; height: number }[] = []
  for (const entry of (await childrenOf(read, tracks)).filter(({ id }) => id === ids.trackEntry)) {
    const parts = await childrenOf(read, entry)
    const part = (wanted: number) => parts.find(({ id }) => id === wanted)
    const [type, codec, video] = [part(ids.trackType), part(ids.codec), part(ids.video)]
    if (!type || !codec) throw new Refused('broken')
    if (unsigned(await content(read, type)) !== pictureTrack) continue
    if (!video) throw new Refused('broken')
    if (!codecs.has(text(await content(read, codec)))) throw new Refused('not-what-it-says')
    const sides = await childrenOf(read, video)
    const side = async (wanted: number) => {
      const found = sides.find(({ id }) => id === wanted)
      return found ? unsigned(await content(read, found)) : 0
    }
    pictures.push({ width: await side(ids.width), height: await side(ids.height) })
  }
  const [largest] = pictures.sort((a, b) => b.width * b.height - a.width * a.height)
  if (!largest) throw new Refused('not-what-it-says')
  return largest
}

/** The duration is a float in units of the timecode scale, which is in nanoseconds and a million where it is not told. */
async function secondsIn(read: Read, info: Element): Promise<number | undefined> {
  const parts = await childrenOf(read, info)
  const [duration, scale] = [ids.duration, ids.timecodeScale].map((wanted) =>
    parts.find(({ id }) => id === wanted),
  )
  if (!duration) return undefined
  const units = scale ? unsigned(await content(read, scale)) : 1_000_000
  const bytes = await content(read, duration)
  if (bytes.length !== 4 && bytes.length !== 8) throw new Refused('broken')
  return ((bytes.length === 8 ? bytes.readDoubleBE(0) : bytes.readFloatBE(0)) * units) / 1e9
}

async function childrenOf(read: Read, parent: Element): Promise<Element[]> {
  if (parent.to - parent.from > mostDescription) throw new Refused('broken')
  const children: Element[] = []
  for (let at = parent.from; at < parent.to; ) {
    const child = await elementAt(read, at, parent.to)
    if (child.open || children.length === mostElements) throw new Refused('broken')
    children.push(child)
    at = child.to
  }
  return children
}

/** RFC 8794, 4: an id and a length, each as long as the zeros before its first one say; a length of ones is unknown. */
async function elementAt(read: Read, at: number, end: number): Promise<Element> {
  const head = await read(at, Math.min(12, end - at))
  const idLength = widthOf(head[0])
  const sizeLength = widthOf(head[idLength])
  if (idLength > 4 || head.length < idLength + sizeLength) throw new Refused('broken')
  const id = head.readUIntBE(0, idLength)
  const raw = head.subarray(idLength, idLength + sizeLength)
  const value = raw.reduce(
    (sum, byte, index) => sum * 256 + (index === 0 ? byte % 2 ** (8 - sizeLength) : byte),
    0,
  )
  const open = raw.every((byte, index) => byte === (index === 0 ? 2 ** (9 - sizeLength) - 1 : 0xff))
  const from = at + idLength + sizeLength
  const to = open ? end : from + value
  if (to > end) throw new Refused('broken')
  return { id, from, to, open }
}

/** How many bytes a number with this first byte takes. @throws Refused for none, and for more than eight */
function widthOf(first: number | undefined): number {
  if (!first) throw new Refused('broken')
  return Math.clz32(first) - 23
}

const content = (read: Read, { from, to }: Element): Promise<Buffer> => {
  if (to - from > mostDescription) throw new Refused('broken')
  return read(from, to - from)
}

const text = (bytes: Buffer): string => bytes.toString('latin1').replace(/\0+$/, '')

function unsigned(bytes: Buffer): number {
  if (bytes.length === 0 || bytes.length > 6) throw new Refused('broken')
  return bytes.readUIntBE(0, bytes.length)
}
