import { join } from 'node:path'
import sharp from 'sharp'

const [width, height, photographWidth, margin] = [1200, 630, 560, 64]
const [paper, ink, accent] = ['#f5f3ef', '#1d1b19', '#2a3bd0']
const fonts = join(process.cwd(), 'app/fonts')
const latin = { font: 'Newsreader 16pt,', file: join(fonts, 'newsreader-display.ttf') }
const arabic = { font: 'Noto Naskh Arabic,', file: join(fonts, 'noto-naskh-arabic.ttf') }

interface Lettering {
  title: string
  /** Small, above the title. */
  label: string
  shop: string
  direction: 'ltr' | 'rtl'
}

/** What is shown where a page is shared: a photograph beside its title, as a JPEG of 1200 by 630.
 *  @param photograph an encoded picture of any size, or nothing where there is none */
export async function socialPicture(photograph: Uint8Array | undefined, words: Lettering): Promise<Buffer> {
  const starts = words.direction === 'ltr'
  const room = width - photographWidth - 2 * margin
  const [title, label, shop] = await Promise.all([
    lettered(words.title, titleSize(words.title), ink, room),
    lettered(words.label, 26, accent, room),
    lettered(words.shop, 34, ink, room),
  ])
  const left = (box: Box) =>
    starts ? photographWidth + margin : width - photographWidth - margin - box.width
  const top = Math.round((height - title.height) / 2)
  const place = (box: Box, y: number) => (box.data ? [{ input: box.data, left: left(box), top: y }] : [])
  const picture = photograph && (await cropped(photograph))
  return sharp({ create: { width, height, channels: 3, background: paper } })
    .composite([
      ...(picture ? [{ input: picture, left: starts ? 0 : width - photographWidth, top: 0 }] : []),
      ...place(label, Math.max(margin, top - label.height - 22)),
      ...place(title, Math.max(margin + label.height + 22, top)),
      ...place(shop, height - margin - shop.height),
    ])
    .jpeg({ quality: 84, mozjpeg: true })
    .toBuffer()
}

interface Box {
  /** Nothing where there is no letter to draw. */
  data?: Buffer
  width: number
  height: number
}

/** Long names are set smaller, so that three lines hold them. */
const titleSize = (title: string): number => (title.length > 60 ? 42 : title.length > 32 ? 54 : 68)

const mostLetters = 110
const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

async function lettered(text: string, size: number, colour: string, room: number): Promise<Box> {
  const { font, file } = /\p{Script=Arabic}/u.test(text) ? arabic : latin
  // The faces have no pictographs.
  const known = text.replace(/\p{Extended_Pictographic}/gu, '')
  const shown = known.length > mostLetters ? `${known.slice(0, mostLetters).trimEnd()}…` : known
  if (shown.trim() === '') return { width: 0, height: 0 }
  const markup = shown.replace(/[&<>]/g, (mark) => escapes[mark] ?? '')
  const { data, info } = await sharp({
    text: {
      text: `<span foreground="${colour}">${markup}</span>`,
      font: `${font} ${size}`,
      fontfile: file,
      width: room,
      dpi: 72,
      rgba: true,
      // Pango aligns to the side where the script begins.
      align: 'left',
      wrap: 'word-char',
    },
  })
    .png()
    .toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height }
}

const cropped = (photograph: Uint8Array): Promise<Buffer> =>
  sharp(photograph).resize(photographWidth, height, { fit: 'cover' }).png().toBuffer()
