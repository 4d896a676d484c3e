import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { renditions, widthsFor } from './renditions'

describe('renditions', () => {
  it('never upscale, and end with the original’s own width', () => {
    expect(widthsFor(1000)).toEqual([320, 480, 640, 960, 1000])
    expect(widthsFor(200)).toEqual([200])
    expect(widthsFor(4000)).toEqual([320, 480, 640, 960, 1280, 1920])
  })

  it('come in both formats at every width, without the original’s metadata', async () => {
    const original = await sharp({ create: { width: 500, height: 400, channels: 3, background: '#a53' } })
      .withExif({ IFD0: { Artist: 'Ada' } })
      .jpeg()
      .toBuffer()
    const made: string[] = []
    for await (const { width, format, body } of renditions(original)) {
      const metadata = await sharp(body).metadata()
      expect(metadata.width).toBe(width)
      expect(metadata.exif).toBeUndefined()
      made.push(`${width}.${format}`)
    }
    expect(made).toEqual(['320.avif', '320.webp', '480.avif', '480.webp', '500.avif', '500.webp'])
  })

  it('refuse what is no image', async () => {
    await expect(renditions(Buffer.from('<svg onload="x">')).next()).rejects.toThrow()
  })
})
