import localFont from 'next/font/local'

/** Headlines. */
export const display = localFont({
  src: './fonts/newsreader-display.woff2',
  weight: '360',
  variable: '--face-display',
  display: 'swap',
  adjustFontFallback: 'Times New Roman',
  fallback: ['Georgia', 'serif'],
})

/** Everything else. */
export const text = localFont({
  src: './fonts/hanken-grotesk.woff2',
  weight: '400 700',
  variable: '--face-text',
  display: 'swap',
  fallback: ['system-ui', 'sans-serif'],
})

/** The Arabic companions: fetched only by pages that have Arabic letters on them. They come first in the stacks, because the stand-ins
 *  of the Latin faces have Arabic letters of their own; so they must not bring a stand-in themselves. */
export const arabicDisplay = localFont({
  src: './fonts/noto-naskh-arabic.woff2',
  weight: '500',
  variable: '--face-arabic-display',
  display: 'swap',
  preload: false,
  adjustFontFallback: false,
  declarations: [{ prop: 'unicode-range', value: 'U+0600-06FF, U+200C-200F' }],
})

export const arabicText = localFont({
  src: './fonts/vazirmatn.woff2',
  weight: '400 700',
  variable: '--face-arabic-text',
  display: 'swap',
  preload: false,
  adjustFontFallback: false,
  declarations: [{ prop: 'unicode-range', value: 'U+0600-06FF, U+200C-200F' }],
})
