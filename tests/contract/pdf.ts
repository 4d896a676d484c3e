import { inflateSync } from 'node:zlib'

/** What a PDF of ours says and draws, read without a library: enough of ISO 32000 for what `Sheet` writes. */
export interface ReadPdf {
  language: string | undefined
  title: string | undefined
  pages: number
  /** Elements of the structure in their order: what is heard. */
  elements: { tag: string; text: string | undefined; alt: string | undefined }[]
  /** Names of the fonts that are embedded. */
  fonts: string[]
  /** Glyphs that were drawn, as codes of their font's subset; 0 is the box for a missing letter. */
  glyphs: number[]
  /** Pictures within it. */
  images: number
}

export function readPdf(bytes: Uint8Array): ReadPdf {
  const raw = Buffer.from(bytes).toString('latin1')
  const objects = [...raw.matchAll(/^\d+ 0 obj\n([\s\S]*?)\nendobj/gm)].map(([, body = '']) => body)
  const structure = objects.filter((body) => body.startsWith('<<\n/S /'))
  return {
    language: /\/Lang \(([^)]*)\)/.exec(raw)?.[1],
    title: titleIn(raw),
    pages: objects.filter((body) => /\/Type \/Page\b/.test(body)).length,
    elements: structure.map((body) => ({
      tag: /\/S \/(\w+)/.exec(body)?.[1] ?? '',
      text: entry(body, 'ActualText'),
      alt: entry(body, 'Alt'),
    })),
    fonts: [...raw.matchAll(/\/FontName \/[A-Z]+\+([\w-]+)/g)].map(([, name = '']) => name),
    glyphs: objects.flatMap(glyphsOf),
    images: objects.filter((body) => /\/Subtype \/Image\b/.test(body)).length,
  }
}

/** The document's title stands in an object of its own. */
function titleIn(raw: string): string | undefined {
  const number = /\/Title (\d+) 0 R/.exec(raw)?.[1]
  const found = number && new RegExp(`^${number} 0 obj\n([\\s\\S]*?)\nendobj`, 'm').exec(raw)?.[1]
  return found ? entry(`/Title ${found}`, 'Title') : undefined
}

/** A text in a dictionary: a literal in brackets, in PDFDocEncoding or (with its mark) UTF-16. */
function entry(body: string, name: string): string | undefined {
  const from = body.indexOf(`/${name} (`)
  if (from < 0) return undefined
  let text = ''
  let depth = 1
  for (let index = from + name.length + 3; index < body.length; index++) {
    const character = body[index] ?? ''
    if (character === '\\') {
      const next = body[++index] ?? ''
      text += { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }[next] ?? next
      continue
    }
    if (character === '(') depth += 1
    if (character === ')' && --depth === 0) break
    text += character
  }
  if (!text.startsWith('\u00fe\u00ff')) return text
  return Buffer.from(text.slice(2), 'latin1').swap16().toString('utf16le')
}

/** The codes that a page's content draws: hexadecimal strings within `TJ`. */
function glyphsOf(body: string): number[] {
  const stream = /\/Filter \/FlateDecode[\s\S]*?stream\n([\s\S]*)\nendstream/.exec(body)?.[1]
  if (!stream || /\/Subtype|\/Length1/.test(body.slice(0, body.indexOf('stream\n')))) return []
  const content = inflateSync(Buffer.from(stream, 'latin1')).toString('latin1')
  return [...content.matchAll(/\[([^\]]*)\] TJ/g)].flatMap(([, pieces = '']) =>
    [...pieces.matchAll(/<([0-9a-f]+)>/gi)].flatMap(([, hex = '']) =>
      (hex.match(/.{4}/g) ?? []).map((code) => Number.parseInt(code, 16)),
    ),
  )
}
