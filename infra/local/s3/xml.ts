import { z } from 'zod'
import { s3Error } from './errors'

export type XmlValue = string | number | boolean | undefined | XmlValue[] | { [tag: string]: XmlValue }

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/'

/** A document in S3's namespace. Arrays repeat their tag; `undefined` leaves an element out. */
export function document(root: string, content: XmlValue, namespace: string | null = NAMESPACE): string {
  const xmlns = namespace ? ` xmlns="${namespace}"` : ''
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}${xmlns}>${inner(content)}</${root}>`
}

function inner(value: XmlValue): string {
  if (value === undefined) return ''
  if (Array.isArray(value)) return value.map(inner).join('')
  if (typeof value !== 'object') return escape(String(value))
  let out = ''
  for (const [tag, child] of Object.entries(value)) {
    for (const one of Array.isArray(child) ? child : [child]) {
      if (one !== undefined) out += `<${tag}>${inner(one)}</${tag}>`
    }
  }
  return out
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escape(text: string): string {
  // Control characters other than tab and newline cannot stand in XML; S3 writes them as references too.
  return text.replace(/[&<>"]|(?![\t\n])\p{Cc}/gu, (c) => ESCAPES[c] ?? `&#x${c.charCodeAt(0).toString(16)};`)
}

/** Elements by tag in document order; text stands for an element without children. */
export type XmlTree = string | { [tag: string]: XmlTree[] }

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const TOKEN =
  /<\?[^>]*\?>|<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([A-Za-z_][\w.:-]*)((?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/gy

interface Open {
  tag: string
  text: string
  children: Map<string, XmlTree[]>
}

/**
 * Reads a request document strictly and without DTDs (so no entity can expand or fetch anything).
 * @throws MalformedXML
 */
export function parseXml(text: string, root: string): XmlTree {
  const malformed = s3Error('MalformedXML')
  const stack: Open[] = [{ tag: '', text: '', children: new Map() }]
  TOKEN.lastIndex = 0
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0
  while (at < text.length) {
    TOKEN.lastIndex = at
    const token = TOKEN.exec(text)
    const top = stack.at(-1)
    if (!token || !top || stack.length > 32) throw malformed
    at = TOKEN.lastIndex
    const [, cdata, closing, tag, , empty, plain] = token
    if (plain !== undefined) top.text += decode(plain)
    else if (cdata !== undefined) top.text += cdata
    else if (tag === undefined) continue
    else if (closing) {
      const parent = stack.at(-2)
      if (top.tag !== tag || !parent) throw malformed
      stack.pop()
      attach(parent, tag, finished(top))
    } else if (empty) attach(top, tag, '')
    else stack.push({ tag, text: '', children: new Map() })
  }
  const top = stack[0]
  const found = top?.children.get(root)
  if (stack.length !== 1 || !top || top.text.trim() || top.children.size !== 1 || found?.length !== 1)
    throw malformed
  return found[0] ?? ''
}

function attach(parent: Open, tag: string, child: XmlTree): void {
  const local = tag.slice(tag.indexOf(':') + 1)
  const siblings = parent.children.get(local)
  if (siblings) siblings.push(child)
  else parent.children.set(local, [child])
}

function finished(open: Open): XmlTree {
  return open.children.size === 0 ? open.text : Object.fromEntries(open.children)
}

function decode(text: string): string {
  return text.replace(/&(#x[0-9a-fA-F]+|#\d+|\w+);?|&/g, (whole, name: string | undefined) => {
    if (!name || !whole.endsWith(';')) throw s3Error('MalformedXML')
    if (!name.startsWith('#')) {
      const entity = ENTITIES[name]
      if (entity === undefined) throw s3Error('MalformedXML')
      return entity
    }
    const point = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10)
    if (point > 0x10ffff) throw s3Error('MalformedXML')
    return String.fromCodePoint(point)
  })
}

/** Schema of an element that holds text. */
export const text = z.tuple([z.string()]).transform(([value]) => value)
/** Schema of an element that may be missing. */
export const optional = <T extends z.ZodType>(schema: T) => schema.optional()
/** Schema of a whole number. */
export const whole = text.transform((value, context) => {
  if (/^\s*\d{1,15}\s*$/.test(value)) return Number(value)
  context.addIssue('not a whole number')
  return z.NEVER
})
export const oneOf = <const T extends readonly [string, ...string[]]>(...values: T) =>
  text.pipe(z.enum(values))
export const truth = oneOf('true', 'false', 'TRUE', 'FALSE', 'True', 'False').transform(
  (v) => v.toLowerCase() === 'true',
)

/** Schema of the inside of an element; an empty element has no children. */
export function inside<S extends z.ZodRawShape>(shape: S) {
  return z.preprocess(
    (value) => (typeof value === 'string' && value.trim() === '' ? {} : value),
    z.object(shape),
  )
}
/** Schema of one child element with children of its own. */
export function element<S extends z.ZodRawShape>(shape: S) {
  return z.tuple([inside(shape)]).transform(([value]) => value)
}
/** Schema of a child element that may be repeated; none gives an empty list. */
export function list<T extends z.ZodType>(schema: T) {
  return z.array(schema).default([])
}
/** Schema of repeated text elements. */
export const texts = z.array(z.string()).default([])

/** Reads and checks a document. @throws MalformedXML */
export function readDocument<T>(body: string, root: string, schema: z.ZodType<T>): T {
  const read = schema.safeParse(parseXml(body, root))
  if (!read.success) throw s3Error('MalformedXML')
  return read.data
}
