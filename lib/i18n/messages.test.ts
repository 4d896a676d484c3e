import { describe, expect, test } from 'vitest'
import { parse } from './format'
import arAE from './messages/ar-AE.json'
import deDE from './messages/de-DE.json'
import enGB from './messages/en-GB.json'
import enUS from './messages/en-US.json'

const catalogues: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'en-GB': enGB,
  'de-DE': deDE,
  'ar-AE': arAE,
}
const american: Readonly<Record<string, string>> = enUS
const british: Readonly<Record<string, string>> = enGB

/** The names of a message's places, and which plural cases it tells apart. */
function shape(pattern: string): { places: string[]; plurals: string[][] } {
  const places = new Set<string>()
  const plurals: string[][] = []
  const walk = (parts: ReturnType<typeof parse>) => {
    for (const part of parts) {
      if (typeof part === 'string') continue
      places.add(part.name)
      if (!('plural' in part)) continue
      plurals.push(Object.keys(part.plural))
      for (const inner of Object.values(part.plural)) walk(inner)
    }
  }
  walk(parse(pattern))
  return { places: [...places].sort(), plurals }
}

describe.each(Object.entries(catalogues))('the messages of %s', (locale, messages) => {
  test('are there for every key, and for no other', () => {
    expect(Object.keys(messages).sort()).toEqual(Object.keys(enGB).sort())
  })

  test('have the same places as the British ones', () => {
    for (const [key, pattern] of Object.entries(messages)) {
      expect(shape(pattern).places, key).toEqual(shape(british[key] ?? '').places)
    }
  })

  test('tell every plural form of the language apart', () => {
    const wanted = new Intl.PluralRules(locale).resolvedOptions().pluralCategories
    for (const [key, pattern] of Object.entries(messages)) {
      for (const cases of shape(pattern).plurals) {
        const missing = wanted.filter(
          (category) => !cases.includes(category) && !(category === 'zero' && cases.includes('=0')),
        )
        expect(missing, key).toEqual([])
      }
    }
  })
})

describe('American English', () => {
  test('holds only what differs from British English, under the same keys and places', () => {
    for (const [key, pattern] of Object.entries(american)) {
      expect(british[key], key).toBeDefined()
      expect(pattern, key).not.toBe(british[key])
      expect(shape(pattern).places, key).toEqual(shape(british[key] ?? '').places)
    }
  })
})
