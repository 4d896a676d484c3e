import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { config } from '@/server/platform/config'
import { log } from '@/server/platform/log'
import { type MessageKind, type TemplateFields, templateFields } from './model'

/** A template's parsed file: a subject line, and paragraphs of text. */
interface Template {
  subject: string
  paragraphs: string[]
}

const kept = new Map<string, { template: Template; modified: number }>()
const known = new Set<string>(templateFields)

/** @throws Error with a sentence about what is wrong */
export function parseTemplate(text: string): Template {
  const [head = '', ...rest] = text.split('\n')
  const subject = /^Subject: (.+)$/.exec(head.trim())?.[1]
  if (!subject) throw new Error('the first line must be "Subject: …"')
  const paragraphs = rest
    .join('\n')
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter(Boolean)
  if (paragraphs.length === 0) throw new Error('there is no text under the subject')
  const unknown = [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)]
    .map((match) => match[1] ?? '')
    .filter((name) => !known.has(name))
  if (unknown.length > 0) throw new Error(`nothing is called ${unknown.join(', ')}`)
  return { subject, paragraphs }
}

/** The template of a message in a language, read again when its file has changed. A file that cannot be used is reported, and the
 *  last good one goes on being used. @throws Error when there has never been a good one */
export function templateFor(kind: MessageKind, language: string): Template {
  const file = join(config().sharedDirectory, 'templates', `${kind}.${language}.txt`)
  const known = kept.get(file)
  try {
    const modified = statSync(file).mtimeMs
    if (known?.modified === modified) return known.template
    const template = parseTemplate(readFileSync(file, 'utf8'))
    kept.set(file, { template, modified })
    return template
  } catch (error) {
    if (!known) throw error
    log.error({ err: error, file }, 'a template cannot be used; going on with its last good copy')
    return known.template
  }
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => escapes[character] ?? character)
const filled = (text: string, fields: Partial<TemplateFields>): string => {
  const values: Readonly<Record<string, string | undefined>> = fields
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => values[name] ?? '')
}

/** Fills a template in: as plain text, and as simple HTML in the direction of its language. */
export function rendered(
  template: Template,
  fields: Partial<TemplateFields>,
  { locale, direction }: { locale: string; direction: 'ltr' | 'rtl' },
): { subject: string; text: string; html: string } {
  const paragraphs = template.paragraphs.map((paragraph) => filled(paragraph, fields))
  const html = paragraphs.map((text) => `<p>${linked(escaped(text)).replaceAll('\n', '<br>')}</p>`).join('\n')
  return {
    subject: filled(template.subject, fields),
    text: `${paragraphs.join('\n\n')}\n`,
    html:
      `<!doctype html><html lang="${locale}" dir="${direction}"><head><meta charset="utf-8"></head>` +
      '<body style="font:16px/1.6 Georgia,serif;color:#22303a;max-width:34rem;margin:2rem auto;padding:0 1rem">' +
      `<p style="letter-spacing:.2em;font-variant:small-caps">Quayside</p>\n${html}</body></html>`,
  }
}

const linked = (html: string): string =>
  html.replace(/https?:\/\/[^\s<]+/g, (url) => `<a href="${url}" style="color:#1b4f72">${url}</a>`)
