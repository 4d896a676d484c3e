import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { create } from 'fontkit'
import { z } from 'zod'
import { unpackedWoff } from './woff'

/** The fonts that documents embed: one file for each script and weight. */
const require = createRequire(import.meta.url)
const sources = [
  { script: 'latin', family: '@fontsource/noto-sans' },
  { script: 'latin-ext', family: '@fontsource/noto-sans' },
  { script: 'vietnamese', family: '@fontsource/noto-sans' },
  { script: 'greek', family: '@fontsource/noto-sans' },
  { script: 'cyrillic', family: '@fontsource/noto-sans' },
  { script: 'arabic', family: '@fontsource/vazirmatn' },
] as const
export type Script = (typeof sources)[number]['script']
export type Weight = 400 | 700

const Ranges = z.record(z.string(), z.string())
type Range = readonly [from: number, to: number]

function rangesOf(family: string, script: string): Range[] {
  const written =
    Ranges.parse(JSON.parse(readFileSync(require.resolve(`${family}/unicode.json`), 'utf8')))[script] ?? ''
  return written.split(',').map((range) => {
    const [from = '', to = from] = range.replace('U+', '').split('-')
    return [Number.parseInt(from, 16), Number.parseInt(to, 16)]
  })
}

let coverage: { script: Script; ranges: Range[] }[] | undefined

/** The font that has a character; the first one where none has it. */
export function scriptOf(codePoint: number): Script {
  coverage ??= sources.map(({ script, family }) => ({ script, ranges: rangesOf(family, script) }))
  const found = coverage.find(({ ranges }) =>
    ranges.some(([from, to]) => codePoint >= from && codePoint <= to),
  )
  return found?.script ?? 'latin'
}

const parsed = new Map<string, ReturnType<typeof create>>()

/** A font, read and parsed once for all documents; each embeds a subset of its own. */
export function font(script: Script, weight: Weight): Buffer {
  const family = sources.find((source) => source.script === script)?.family ?? sources[0].family
  const name = family.slice(family.indexOf('/') + 1)
  const file = `${family}/files/${name}-${script}-${weight}-normal.woff`
  const known = parsed.get(file) ?? create(unpackedWoff(readFileSync(require.resolve(file))))
  parsed.set(file, known)
  // Which letters a glyph stands for, fontkit remembers with the glyph: that is for each document to find out by itself.
  const own: unknown = Object.create(known, { _glyphs: { value: {} } })
  // pdfkit takes a font that fontkit has parsed in place of its bytes; its types do not say so.
  return own as Buffer
}

/** The name by which documents call a font. */
export const fontName = (script: Script, weight: Weight): string => `${script}-${weight}`
