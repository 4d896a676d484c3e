import { describe, expect, it } from 'vitest'
import { choiceOf, thumbnailOf } from './picture'

const made = { key: 'a/b', widths: [96, 192, 320, 480, 640, 960, 1200], width: 1200, height: 1500, alt: '' }
const chosen = (set: string) =>
  [...set.matchAll(/\/(\d+)\.webp (\S+?)(?:,|$)/g)].map(([, width, of]) => [width, of])

describe('what a browser chooses from', () => {
  it('has no thumbnails where slots are as wide as the window says', () => {
    const { set, plain } = choiceOf(made, 'webp')
    expect(chosen(set).map(([width]) => Number(width))).toEqual([320, 480, 640, 960, 1200])
    expect(plain).toBe('/assets/a/b/640.webp')
  })
  it('is what there is of a picture that is small, or of which nothing else is made yet', () => {
    expect(choiceOf({ ...made, widths: [96, 150] }, 'webp').plain).toBe('/assets/a/b/150.webp')
    expect(choiceOf({ ...made, widths: [1200] }, 'avif').set).toBe('/assets/a/b/1200.avif 1200w')
    expect(thumbnailOf({ ...made, widths: [1200] }, 'webp', 64).plain).toBe('/assets/a/b/1200.webp')
  })
  it.each([64, 76, 80, 88, 96])(
    'fills a thumbnail of %i pixels on every screen, by half as many again at most',
    (slot) => {
      for (const [width, density] of chosen(thumbnailOf(made, 'webp', slot).set)) {
        const ratio = Number(width) / (slot * Number.parseInt(density ?? '', 10))
        expect(ratio).toBeGreaterThanOrEqual(1)
        expect(ratio).toBeLessThanOrEqual(1.5)
      }
    },
  )
})
