import { describe, expect, it } from 'vitest'
import { tokenise } from './tokenise'

const wholes = (text: string, language = 'en') => tokenise(text, language).map((word) => word.whole)

describe('words of a text', () => {
  it('takes plurals off', () => {
    expect(wholes('Laptops batteries mice boxes wireless lens')).toEqual([
      'laptop',
      'battery',
      'mouse',
      'box',
      'wireless',
      'lens',
    ])
  })
  it('reads a number and its unit as one, however they are written', () => {
    for (const text of ['15.6"', '15.6 inch', '15.6-inch', '15,6 Zoll'])
      expect(wholes(text)).toEqual(['15.6in'])
    for (const text of ['2TB', '2 tb', '2.0 TB', '2 terabytes']) expect(wholes(text)).toEqual(['2tb'])
  })
  it('keeps a hyphenated word and its parts', () => {
    expect(tokenise('USB-C', 'en')).toEqual([
      { surface: 'usb-c', whole: 'usbc', parts: ['usb', 'c'], stop: false },
    ])
    expect(wholes('TN-2110')).toEqual(wholes('tn2110'))
    expect(wholes('Wi-Fi')).toEqual(['wifi'])
  })
  it('splits model numbers into letters and digits as well', () => {
    expect(tokenise('rtx2060', 'en')[0]?.parts).toEqual(['rtx', '2060'])
  })
  it('drops possessives, accents and trade marks', () => {
    expect(wholes("Vogel's Café Intel® Core™")).toEqual(['vogel', 'cafe', 'intel', 'core'])
  })
})

describe('German', () => {
  it('treats umlauts and their transcription alike', () => {
    expect(wholes('Kopfhörer', 'de')).toEqual(wholes('Kopfhoerer', 'de'))
    expect(wholes('Größe', 'de')).toEqual(wholes('Groesse', 'de'))
  })
  it('takes endings off', () => {
    expect(wholes('Taschen', 'de')).toEqual(wholes('Tasche', 'de'))
    expect(wholes('Vasen Dosen', 'de')).toEqual(wholes('Vase Dose', 'de'))
    expect(wholes('blau eben', 'de')).toEqual(['blau', 'eben'])
  })
  it('finds the head of a compound', () => {
    expect(tokenise('Notebooktasche', 'de')[0]?.parts).toEqual(['notebook', 'tasch'])
  })
})

describe('Arabic', () => {
  it('makes alef, ya and ta marbuta one, and drops vowel signs', () => {
    expect(wholes('أَحْمَر', 'ar')).toEqual(wholes('احمر', 'ar'))
    expect(wholes('حقيبة', 'ar')).toEqual(wholes('حقيبه', 'ar'))
  })
  it('drops the article', () => {
    expect(wholes('الحقيبة', 'ar')).toEqual(wholes('حقيبة', 'ar'))
  })
})
