import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { messageKinds } from './model'
import type * as Templates from './templates'

const shared = mkdtempSync(join(tmpdir(), 'quayside-templates-'))
afterAll(() => rmSync(shared, { recursive: true }))

let parseTemplate: typeof Templates.parseTemplate
let rendered: typeof Templates.rendered
let templateFor: typeof Templates.templateFor
beforeAll(async () => {
  Object.assign(process.env, { SHARED_DIR: shared, LOG_LEVEL: 'silent' })
  ;({ parseTemplate, rendered, templateFor } = await import('./templates'))
})
const market = { locale: 'en-GB', direction: 'ltr' } as const
const fields = {
  number: 'Q1',
  name: 'Ada <b>',
  lines: '1 × Mug',
  goods: '£1',
  delivery: '£2',
  total: '£3',
  arrival: 'soon',
  carrier: 'C',
  tracking: 'T',
  pieces: '1 × Mug',
  return: 'R1',
  amount: '£1',
  link: 'https://shop.example/o?token=a',
  shop: 'Quayside',
}

describe('a template', () => {
  test('has a subject, text and only names that are known', () => {
    expect(() => parseTemplate('Hello')).toThrow('Subject')
    expect(() => parseTemplate('Subject: x\n\n')).toThrow('no text')
    expect(() => parseTemplate('Subject: x\n\n{{nonsense}}')).toThrow('nonsense')
  })

  test('is filled in as text and as HTML in which nothing of the customer’s is markup', () => {
    const mail = rendered(
      parseTemplate('Subject: Order {{number}}\n\nDear {{name}}\n\nSee {{link}}'),
      fields,
      market,
    )
    expect(mail.subject).toBe('Order Q1')
    expect(mail.text).toBe('Dear Ada <b>\n\nSee https://shop.example/o?token=a\n')
    expect(mail.html).toContain('Dear Ada &lt;b&gt;')
    expect(mail.html).toContain('<a href="https://shop.example/o?token=a"')
  })

  test('is read again when it changes, and a broken change leaves the last good one in use', () => {
    mkdirSync(join(shared, 'templates'))
    const file = join(shared, 'templates', 'order-placed.en.txt')
    const write = (text: string, time: number) => {
      writeFileSync(file, text)
      utimesSync(file, time, time)
    }
    write('Subject: one\n\ntext', 1000)
    expect(templateFor('order-placed', 'en').subject).toBe('one')
    write('Subject: two\n\ntext', 2000)
    expect(templateFor('order-placed', 'en').subject).toBe('two')
    write('broken', 3000)
    expect(templateFor('order-placed', 'en').subject).toBe('two')
    expect(() => templateFor('order-placed', 'xx')).toThrow()
  })

  test('of every message is there in every language, and can be used', () => {
    const folder = 'shared/templates'
    const wanted = messageKinds.flatMap((kind) =>
      ['en', 'de', 'ar'].map((language) => `${kind}.${language}.txt`),
    )
    expect(readdirSync(folder).sort()).toEqual(wanted.sort())
    for (const file of wanted)
      expect(parseTemplate(readFileSync(join(folder, file), 'utf8')).subject).not.toBe('')
  })
})
