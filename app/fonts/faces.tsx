import { preload } from 'react-dom'
import hanken from '@/app/fonts/hanken-grotesk.woff2'
import newsreader from '@/app/fonts/newsreader-display.woff2'
import naskh from '@/app/fonts/noto-naskh-arabic.woff2'
import vazirmatn from '@/app/fonts/vazirmatn.woff2'
import type { Market } from '@/lib/markets'

interface Face {
  family: string
  url: string
  weight: string
  /** Letters that it is for; all that it has by default. */
  range?: string
  /** A face that every system has, and what makes its lines as high and as wide, so that nothing moves when ours comes. */
  standIn?: string
  /** Asked for when a text wants it: its stand-in is so like it that few see the change, and the first photographs come before. */
  later?: true
}

const faces: Readonly<Record<Market['direction'], readonly Face[]>> = {
  ltr: [
    {
      family: 'Hanken Grotesk',
      url: hanken,
      weight: '400 700',
      standIn: 'src:local(Arial);ascent-override:98.46%;descent-override:29.83%;size-adjust:101.56%',
      later: true,
    },
    {
      family: 'Newsreader',
      url: newsreader,
      weight: '360',
      standIn:
        'src:local("Times New Roman");ascent-override:68.57%;descent-override:24.72%;size-adjust:107.19%',
    },
  ],
  rtl: [
    { family: 'Vazirmatn', url: vazirmatn, weight: '400 700' },
    { family: 'Noto Naskh Arabic', url: naskh, weight: '500', range: 'U+0600-06FF,U+200C-200F' },
  ],
}

const declaration = ({ family, url, weight, range, standIn }: Face) =>
  `@font-face{font-family:"${family}";src:url(${url}) format("woff2");font-weight:${weight};font-display:swap` +
  `${range ? `;unicode-range:${range}` : ''}}` +
  (standIn ? `@font-face{font-family:"${family} Stand-in";line-gap-override:0%;${standIn}}` : '')

/** The typefaces of a script and no others. Headings are asked for at once. */
export function Faces({ direction }: { direction: Market['direction'] }) {
  const shown = faces[direction]
  for (const { url, later } of shown)
    if (!later) preload(url, { as: 'font', type: 'font/woff2', crossOrigin: '' })
  return <style>{shown.map(declaration).join('')}</style>
}
