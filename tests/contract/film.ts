/** The shape of an MP4 of so many bytes: its boxes tell of a film of ten seconds, and there is nothing to see in it. */
export function film(size: number): Buffer {
  const head = boxes(size)
  const whole = Buffer.alloc(size)
  head.copy(whole)
  return whole
}

interface Told {
  width?: number
  height?: number
  /** Milliseconds; 0 where nobody knows. */
  duration?: number
  /** `soun` for a file that holds sound alone. */
  handler?: string
}

/** How such a film begins; everything after it is zeros. */
export function boxes(size: number, told: Told = {}): Buffer {
  const ftyp = box('ftyp', Buffer.from('isom\0\0\u0002\0isomiso2mp41', 'latin1'))
  const moov = movie(told)
  const mdat = Buffer.alloc(16)
  mdat.writeUInt32BE(1, 0)
  mdat.write('mdat', 4, 'latin1')
  mdat.writeBigUInt64BE(BigInt(size - ftyp.length - moov.length), 8)
  return Buffer.concat([ftyp, moov, mdat])
}

function movie({ width = 1280, height = 720, duration = 10_000, handler = 'vide' }: Told): Buffer {
  const mvhd = Buffer.alloc(100)
  mvhd.writeUInt32BE(1_000, 12)
  mvhd.writeUInt32BE(duration, 16)
  const tkhd = Buffer.alloc(84)
  tkhd.writeUInt32BE(width * 65_536, 76)
  tkhd.writeUInt32BE(height * 65_536, 80)
  const hdlr = Buffer.alloc(25)
  hdlr.write(handler, 8, 'latin1')
  const track = box('trak', Buffer.concat([box('tkhd', tkhd), box('mdia', box('hdlr', hdlr))]))
  return box('moov', Buffer.concat([box('mvhd', mvhd), track]))
}

export function box(name: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(content.length + 8, 0)
  head.write(name, 4, 'latin1')
  return Buffer.concat([head, content])
}
