import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { pageWidths, renditions, widthsFor } from './renditions'

describe('renditions', () => {
  it('never upscale, and end with the original’s own width', () => {
    expect(widthsFor(1000)).toEqual([96, 192, 320, 480, 640, 960, 1000])
    expect(widthsFor(150)).toEqual([96, 150])
    expect(widthsFor(4000)).toEqual([96, 192, 320, 480, 640, 960, 1280, 1920])
    expect(widthsFor(1000, pageWidths)).toEqual([320, 480, 640, 960, 1000])
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
    const widths = [96, 192, 320, 480, 500]
    expect(made).toEqual(widths.flatMap((width) => [`${width}.avif`, `${width}.webp`]))
  })

  it('stand upright, see through where the original does, and keep its colours', async () => {
    const { data, info } = await sharp({
      create: { width: 400, height: 200, channels: 4, background: { r: 200, g: 40, b: 40, alpha: 0.5 } },
    })
      .raw()
      .toBuffer({ resolveWithObject: true })
    const original = await sharp(data, { raw: info })
      .withMetadata({ orientation: 6 })
      .png({ palette: false })
      .toBuffer()
    for await (const { width, format, body } of renditions(original)) {
      const { data: shown, info: seen } = await sharp(body).raw().toBuffer({ resolveWithObject: true })
      expect([seen.width, seen.height, seen.channels]).toEqual([width, width * 2, 4])
      const middle = (Math.floor(seen.height / 2) * seen.width + Math.floor(seen.width / 2)) * 4
      const [red = 0, green = 0, , alpha = 0] = shown.subarray(middle, middle + 4)
      expect(Math.abs(red - 200), `${width}.${format}`).toBeLessThan(8)
      expect(Math.abs(green - 40), `${width}.${format}`).toBeLessThan(12)
      expect(Math.abs(alpha - 128)).toBeLessThan(4)
    }
  })

  it('refuse what is no image', async () => {
    await expect(renditions(Buffer.from('<svg onload="x">')).next()).rejects.toThrow()
  })
})
