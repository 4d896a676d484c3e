/** The shape of an MP4 of so many bytes: its boxes are right, and there is nothing to see in it. */
export function film(size: number): Buffer {
  const head = boxes(size)
  const whole = Buffer.alloc(size)
  head.copy(whole)
  return whole
}

/** How such a film begins; everything after it is zeros. */
export function boxes(size: number): Buffer {
  const ftyp = box('ftyp', Buffer.from('isom\0\0\u0002\0isomiso2mp41', 'latin1'))
  const moov = box('moov', Buffer.alloc(64))
  const mdat = Buffer.alloc(16)
  mdat.writeUInt32BE(1, 0)
  mdat.write('mdat', 4, 'latin1')
  mdat.writeBigUInt64BE(BigInt(size - ftyp.length - moov.length), 8)
  return Buffer.concat([ftyp, moov, mdat])
}

function box(name: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(content.length + 8, 0)
  head.write(name, 4, 'latin1')
  return Buffer.concat([head, content])
}
