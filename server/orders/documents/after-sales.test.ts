import sharp from 'sharp'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { locales } from '@/lib/markets'
import { paperOrder } from '@/tests/contract/paper-order'
import { type ReadPdf, readPdf } from '@/tests/contract/pdf'
import { renderCreditNote } from './credit-note'
import { renderPackingSlip } from './packing-slip'
import { renderReturnLabel } from './return-label'

const note = { number: 'CN-Q5KX-7M3Q-92RX-1', issuedAt: '2026-11-24T10:00:00.000Z' }
const titles = {
  'credit-note': {
    'en-GB': 'Credit note',
    'en-US': 'Credit note',
    'de-DE': 'Gutschrift',
    'ar-AE': 'إشعار دائن ضريبي',
  },
  'packing-slip': {
    'en-GB': 'Packing slip',
    'en-US': 'Packing slip',
    'de-DE': 'Lieferschein',
    'ar-AE': 'قائمة التعبئة',
  },
  'return-label': {
    'en-GB': 'Return label',
    'en-US': 'Return label',
    'de-DE': 'Rücksendeetikett',
    'ar-AE': 'ملصق الإرجاع',
  },
} as const
type Kind = keyof typeof titles

let picture: { jpeg: Uint8Array; width: number; height: number }
beforeAll(async () => {
  const grey = { width: 60, height: 40, channels: 3 as const, background: '#808080' }
  picture = { jpeg: await sharp({ create: grey }).jpeg().toBuffer(), width: 60, height: 40 }
})

async function drawn(kind: Kind, locale: (typeof locales)[number], withPicture = false): Promise<ReadPdf> {
  const { order, shipment, back, refund } = paperOrder(locale)
  const bytes = await {
    'credit-note': () => renderCreditNote(order, refund, note),
    'packing-slip': () => renderPackingSlip(order, shipment, withPicture ? picture : undefined),
    'return-label': () => renderReturnLabel(order, back, `${order.number}-R1`),
  }[kind]()
  return readPdf(bytes)
}
const heard = (pdf: ReadPdf) => pdf.elements.flatMap(({ text }) => text ?? [])
const plain = (texts: readonly string[]) => texts.map((text) => text.replace(/[\p{Zs}\p{Cf}]/gu, ' ').trim())

const kinds: readonly Kind[] = ['credit-note', 'packing-slip', 'return-label']
describe.each(kinds)('a %s', (kind) => {
  test.each(locales)('in %s names its language, and is heard in order', async (locale) => {
    const pdf = await drawn(kind, locale)
    expect(pdf.language).toBe(locale)
    expect(pdf.title).toContain(titles[kind][locale])
    expect(pdf.pages).toBe(1)
    const headings = pdf.elements.filter(({ tag }) => tag === 'H1')
    expect(headings.map(({ text }) => text)).toEqual([titles[kind][locale]])
    const tags = new Set(pdf.elements.map(({ tag }) => tag))
    for (const tag of ['Document', 'H1', 'H2', 'P', 'Table', 'TR', 'TH', 'TD']) expect(tags).toContain(tag)
    expect(heard(pdf).join(' ')).toContain(paperOrder(locale).order.number)
  })

  test.each(locales)('in %s has a letter for everything that it draws', async (locale) => {
    const { glyphs, fonts } = await drawn(kind, locale)
    expect(glyphs.length).toBeGreaterThan(150)
    expect(glyphs).not.toContain(0)
    expect(fonts.some((name) => name.startsWith('Vazirmatn'))).toBe(locale === 'ar-AE')
  })
})

describe('a credit note', () => {
  test.each([
    ['en-GB', ['-£44.00', '-£36.67', '-£7.33']],
    ['de-DE', ['-44,00 €', '-36,97 €', '-7,03 €']],
    ['en-US', ['-$44.00', '-$41.31', '-$2.69']],
    ['ar-AE', ['-44.00 د.إ.', '-41.90 د.إ.', '-2.10 د.إ.']],
  ] as const)('in %s gives back gross, net and tax', async (locale, amounts) => {
    const texts = plain(heard(await drawn('credit-note', locale))).map((text) => text.replace(/\s+/g, ' '))
    for (const amount of amounts) expect(texts.map(marked)).toContain(marked(amount))
  })
})
/** Amounts whatever invisible marks and sign their locale puts. */
const marked = (text: string) => text.replace(/[−‎‏؜-]/g, '').replace(/\s/g, '')

describe('a packing slip', () => {
  test('shows no price, and the words and picture of a gift', async () => {
    for (const locale of locales) {
      const pdf = await drawn('packing-slip', locale, true)
      expect(heard(pdf).join(' ')).not.toMatch(/[£€$]|د\.إ/)
      expect(pdf.images).toBe(1)
      const figures = pdf.elements.filter(({ tag }) => tag === 'Figure')
      expect(figures.map(({ alt }) => alt)).toHaveLength(2)
      expect(heard(pdf)).toContain(paperOrder(locale).order.giftMessage)
    }
    expect((await drawn('packing-slip', 'en-GB')).images).toBe(0)
  })

  test('says how much of what was ordered lies in the parcel', async () => {
    const cells = (await drawn('packing-slip', 'de-DE')).elements.filter(({ tag }) => tag === 'TD')
    expect(cells.slice(0, 3).map(({ text }) => text)).toEqual([
      'Pastateller „Lagune“ (QS-BWL-004-INK)',
      '3',
      '2',
    ])
  })
})

test('a return label has the bar code of its number', async () => {
  for (const locale of locales) {
    const figures = (await drawn('return-label', locale)).elements.filter(({ tag }) => tag === 'Figure')
    expect(figures.map(({ alt }) => alt)).toEqual(['Q5KX-7M3Q-92RX-R1'])
  }
})

test('a document is the same, whatever was drawn before it', async () => {
  const slip = async () => {
    const { renderPackingSlip: draw } = await import('./packing-slip')
    const { order, shipment } = paperOrder('ar-AE')
    return draw(order, shipment)
  }
  vi.resetModules()
  const alone = await slip()
  vi.resetModules()
  const { renderInvoice } = await import('./invoice')
  await renderInvoice(paperOrder('ar-AE').order, { ...note, number: 'INV-Q5KX-7M3Q-92RX' })
  expect(Buffer.from(await slip()).equals(Buffer.from(alone))).toBe(true)
})
