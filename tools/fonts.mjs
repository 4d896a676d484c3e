/** Cuts the shop's typefaces to the characters and axes that it uses: `npm install --no-save vazirmatn@33.0.3 && node tools/fonts.mjs`
 *  (that package has many weights, and nobody else needs it). The results are committed. */
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import subsetFont from 'subset-font'

const range = (from, to) => String.fromCodePoint(...Array.from({ length: to - from + 1 }, (_, i) => from + i))
const latin =
  range(0x20, 0x7e) +
  range(0xa0, 0x17f) +
  range(0x2010, 0x2027) +
  range(0x2030, 0x203a) +
  '€←↑→↓−×′″⁄⁰¹²³⁴⁵⁶⁷⁸⁹ẞ'
const arabic = range(0x20, 0x7e) + range(0x600, 0x6ff) + range(0x2000, 0x2027) + '«»×−'

const faces = [
  {
    from: import.meta.resolve('@fontsource-variable/newsreader/files/newsreader-latin-opsz-normal.woff2'),
    to: 'newsreader-display.woff2',
    text: latin,
    axes: { opsz: 60, wght: 360 },
    features: ['kern', 'liga', 'lnum', 'pnum', 'ccmp', 'locl', 'mark'],
  },
  {
    from: import.meta.resolve(
      '@fontsource-variable/hanken-grotesk/files/hanken-grotesk-latin-wght-normal.woff2',
    ),
    to: 'hanken-grotesk.woff2',
    text: latin,
    axes: { wght: { min: 400, max: 700 } },
  },
  {
    from: import.meta.resolve(
      '@fontsource-variable/noto-naskh-arabic/files/noto-naskh-arabic-arabic-wght-normal.woff2',
    ),
    to: 'noto-naskh-arabic.woff2',
    text: arabic,
    axes: { wght: 500 },
  },
  {
    // With Latin letters of its own: a page in Arabic needs no second face for a price or a name.
    from: new URL('../node_modules/vazirmatn/fonts/webfonts/Vazirmatn[wght].woff2', import.meta.url).href,
    to: 'vazirmatn.woff2',
    text: arabic + range(0xa0, 0xff),
    axes: { wght: { min: 400, max: 700 } },
  },
]

for (const { from, to, text, axes, features } of faces) {
  const original = await readFile(fileURLToPath(from))
  const cut = await subsetFont(original, text, {
    targetFormat: 'woff2',
    variationAxes: axes,
    noHinting: true,
    ...(features ? { keepFeatures: features } : {}),
  })
  await writeFile(new URL(`../app/fonts/${to}`, import.meta.url), cut)
  process.stdout.write(`${to}: ${original.length} → ${cut.length} bytes\n`)
  // Pictures are lettered by a library that reads no packed faces.
  if (typeof axes.wght === 'number') {
    const plain = await subsetFont(original, text, {
      targetFormat: 'truetype',
      variationAxes: axes,
      noHinting: true,
    })
    await writeFile(new URL(`../app/fonts/${to.replace('woff2', 'ttf')}`, import.meta.url), plain)
  }
}

// The wordmark's few letters are in the style sheet itself: they are there at once, on pages of any script.
const newsreader = await readFile(fileURLToPath(faces[0].from))
const wordmark = await subsetFont(newsreader, 'Quayside', {
  targetFormat: 'woff2',
  variationAxes: faces[0].axes,
  noHinting: true,
})
await writeFile(
  new URL('../app/fonts/wordmark.css', import.meta.url),
  `@font-face {
  font-family: "Wordmark";
  src: url("data:font/woff2;base64,${wordmark.toString('base64')}") format("woff2");
}
`,
)
process.stdout.write(`wordmark.css: ${wordmark.length} bytes of letters\n`)
