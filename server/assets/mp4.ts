import { Refused } from './refused'
import { type ReadStretch, readingAhead } from './stretches'
import { type FilmFacts, requireFilm } from './video-limits'

const mostBoxes = 2_000
const mostTracks = 20
/** How much of a box with facts is looked at; they are far shorter. */
const factBytes = 256

type Read = ReturnType<typeof readingAhead>
interface Box {
  name: string
  /** Where its content begins and ends. */
  from: number
  to: number
}

/** The boxes of an MP4 must fill it to its last byte, and describe and hold a film within our limits. Of the film itself nothing is read.
 *  ISO/IEC 14496-12.
 *  @throws Refused */
export async function inspectMp4(size: number, source: ReadStretch): Promise<FilmFacts> {
  const read = readingAhead(size, source)
  const budget = { left: mostBoxes }
  const boxes = await boxesIn(read, { from: 0, to: size }, budget)
  const found = new Set(boxes.map(({ name }) => name))
  const [moov, ...others] = boxes.filter(({ name }) => name === 'moov')
  if (!moov || others.length > 0 || !(found.has('mdat') || found.has('moof'))) throw new Refused('broken')
  const inside = await boxesIn(read, moov, budget)
  const tracks = inside.filter(({ name }) => name === 'trak')
  if (tracks.length > mostTracks) throw new Refused('broken')
  const pictures: { width: number; height: number }[] = []
  for (const track of tracks) pictures.push(...(await pictureOf(read, track, budget)))
  const [largest] = pictures.sort((a, b) => b.width * b.height - a.width * a.height)
  if (!largest) throw new Refused('not-what-it-says')
  const head = inside.find(({ name }) => name === 'mvhd')
  if (!head) throw new Refused('broken')
  return requireFilm({ ...largest, seconds: await secondsIn(read, head) })
}

/** 4.2: a box begins with its length in 32 bits; 1 means that 64 bits follow its name, 0 that it is the last. */
async function boxesIn(
  read: Read,
  { from, to }: Pick<Box, 'from' | 'to'>,
  budget: { left: number },
): Promise<Box[]> {
  const boxes: Box[] = []
  for (let at = from; at < to; ) {
    if (budget.left-- === 0 || to - at < 8) throw new Refused('broken')
    const head = await read(at, Math.min(16, to - at))
    if (head.length < 8) throw new Refused('broken')
    const name = head.toString('latin1', 4, 8)
    const short = head.readUInt32BE(0)
    const long = short === 1 && head.length === 16
    const length = long ? Number(head.readBigUInt64BE(8)) : short === 0 ? to - at : short
    const begin = long ? 16 : 8
    if (length < begin || at + length > to || !/^[\x20-\x7e\xa9]{4}$/.test(name)) throw new Refused('broken')
    boxes.push({ name, from: at + begin, to: at + length })
    at += length
  }
  return boxes
}

/** The size of a track's picture; nothing for sound, subtitles and the like. */
async function pictureOf(read: Read, track: Box, budget: { left: number }) {
  const inside = await boxesIn(read, track, budget)
  const [head, media] = ['tkhd', 'mdia'].map((wanted) => inside.find(({ name }) => name === wanted))
  if (!head || !media) throw new Refused('broken')
  const handler = (await boxesIn(read, media, budget)).find(({ name }) => name === 'hdlr')
  if (!handler) throw new Refused('broken')
  const kind = (await facts(read, handler, 12)).toString('latin1', 8, 12)
  if (kind !== 'vide') return []
  // 8.3.2: width and height stand last, as 16.16 fixed point numbers; version 1 has longer times before them.
  const bytes = await facts(read, head, 84)
  const end = bytes[0] === 1 ? 96 : 84
  if (bytes.length < end) throw new Refused('broken')
  return [{ width: bytes.readUInt32BE(end - 8) >>> 16, height: bytes.readUInt32BE(end - 4) >>> 16 }]
}

/** 8.2.2: how long the film is, in its own units; 0 and all ones say that nobody knows. */
async function secondsIn(read: Read, head: Box): Promise<number | undefined> {
  const bytes = await facts(read, head, 20)
  const long = bytes[0] === 1
  if (long && bytes.length < 32) throw new Refused('broken')
  const units = bytes.readUInt32BE(long ? 20 : 12)
  if (units === 0) throw new Refused('broken')
  const unknown = long ? bytes.readBigUInt64BE(24) === 2n ** 64n - 1n : bytes.readUInt32BE(16) === 2 ** 32 - 1
  const duration = long ? Number(bytes.readBigUInt64BE(24)) : bytes.readUInt32BE(16)
  return unknown || duration === 0 ? undefined : duration / units
}

/** The beginning of a box's content. @throws Refused when it is shorter than what must stand there */
async function facts(read: Read, { from, to }: Box, least: number): Promise<Buffer> {
  const bytes = await read(from, Math.min(factBytes, to - from))
  if (bytes.length < least) throw new Refused('broken')
  return bytes
}
