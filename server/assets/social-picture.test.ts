import sharp from 'sharp'
import { expect, test } from 'vitest'
import { socialPicture } from './social-picture'

test.each([
  ['a name and a label', 'Vases', 'For the room'],
  ['no label', 'Made on the quay, kept for years', ''],
  ['nothing but pictographs', '🏺', '✨'],
  ['marks of markup', '<b>Bowl & "plate"</b>', 'a > b'],
  ['a name that does not end', 'vase '.repeat(80), 'x'.repeat(300)],
])('a picture is made of %s', async (_what, title, label) => {
  const picture = await socialPicture(undefined, { title, label, shop: 'Quayside', direction: 'ltr' })
  const { width, height, format } = await sharp(picture).metadata()
  expect([width, height, format]).toEqual([1200, 630, 'jpeg'])
})
