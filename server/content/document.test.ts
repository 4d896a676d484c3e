import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { Invalid } from '@/server/platform/errors'
import { checkDocument, pagesIn, picturesIn } from './document'

const words = (text: string) => ({ 'en-GB': text, 'de-DE': text, 'ar-AE': text })
const page = (...blocks: unknown[]) => ({
  title: words('Oak'),
  summary: words('About oak.'),
  blocks: [{ kind: 'hero', title: words('Oak') }, ...blocks],
})

function errorsOf(written: unknown): unknown {
  try {
    checkDocument(written)
  } catch (error) {
    if (error instanceof Invalid) return error.facts.errors
    throw error
  }
  return []
}

describe('a page that cannot be kept', () => {
  test.each([
    [
      'a language is missing',
      page({ kind: 'quote', text: { 'en-GB': 'a', 'ar-AE': 'b' } }),
      ['blocks.1.text.de-DE: is missing'],
    ],
    [
      'a text is empty',
      page({ kind: 'quote', text: { ...words('a'), 'de-DE': '  ' } }),
      ['blocks.1.text.de-DE: must not be empty'],
    ],
    [
      'a word is misspelt',
      page({ kind: 'quote', text: words('a'), byy: words('b') }),
      ['blocks.1: Unrecognized key: "byy"'],
    ],
    [
      'a link leads elsewhere',
      page({
        kind: 'split',
        title: words('a'),
        text: words('b'),
        image: { picture: 'oak' },
        link: { label: words('c'), to: 'https://elsewhere.example' },
      }),
      ['blocks.1.link.to: home, stories, or category:, product:, story: or campaign: and a name'],
    ],
    [
      'a product has no id',
      page({ kind: 'grid', title: words('a'), of: { what: 'products', products: ['Mug!'] } }),
      ['blocks.1.of.products.0: a product id'],
    ],
    [
      'it begins without a title',
      { ...page(), blocks: [{ kind: 'quote', text: words('a') }] },
      ['blocks: must begin with a hero, which has the title of the page'],
    ],
  ])('because %s, is told where', (_, written, errors) => {
    expect(errorsOf(written)).toEqual(errors)
  })

  test('because it is no JSON, is told so', () => {
    expect(errorsOf('{"title": ')).toEqual([expect.stringMatching(/^the page: .*JSON/)])
  })
})

describe('the demo house', () => {
  const folder = join(import.meta.dirname, 'demo')
  const files = readdirSync(join(folder, 'pages'))
  const read = (file: string) => {
    const { kind: _, ...document } = parse(readFileSync(join(folder, 'pages', file), 'utf8'))
    return checkDocument(document)
  }
  const pictures: { name: string }[] = parse(readFileSync(join(folder, 'pictures.yaml'), 'utf8')).pictures

  test.each(files)('names only pictures and pages that it has: %s', (file) => {
    const document = read(file)
    const names = pictures.map(({ name }) => name)
    expect(picturesIn(document).filter((name) => !names.includes(name))).toEqual([])
    expect(pagesIn(document).filter((slug) => !files.includes(`${slug}.yaml`))).toEqual([])
  })
})
