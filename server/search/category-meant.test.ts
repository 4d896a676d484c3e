import { describe, expect, it } from 'vitest'
import { categoryMeant } from './category-meant'
import { parseSynonyms } from './language/synonyms'

const categories = [
  { id: 'vases', names: { en: 'Vases', de: 'Vasen', ar: 'مزهريات' } },
  { id: 'mugs', names: { en: 'Mugs and glasses', de: 'Becher und Gläser', ar: 'أكواب وكؤوس' } },
  { id: 'lamps', names: { en: 'Lamps', de: 'Lampen', ar: 'مصابيح' } },
  { id: 'old-lamps', names: { en: 'Lanterns', de: 'Laternen', ar: 'فوانيس' } },
]
const synonyms = {
  en: parseSynonyms('lamp, light\nlantern => lamp', 'en'),
  de: parseSynonyms('lampe, leuchte', 'de'),
}
const meant = (text: string, language: 'en' | 'de' | 'ar' = 'en') =>
  categoryMeant(text, language, categories, language === 'ar' ? undefined : synonyms[language])?.id

describe('the category that a search means', () => {
  it.each([
    ['vases', 'en', 'vases'],
    ['  VASE ', 'en', 'vases'],
    ['mugs and glasses', 'en', 'mugs'],
    ['Vase', 'de', 'vases'],
    ['vasen', 'de', 'vases'],
    ['Becher und Glaeser', 'de', 'mugs'],
    ['المزهريات', 'ar', 'vases'],
    ['مزهريّات', 'ar', 'vases'],
  ] as const)('is named by "%s" in %s', (text, language, id) => {
    expect(meant(text, language)).toBe(id)
  })
  it('may be named by another word for the same', () => {
    expect(meant('lights')).toBe('lamps')
    expect(meant('Leuchten', 'de')).toBe('lamps')
  })
  it('is not named by what is a kind of it, by its words in another language, or by more than its name', () => {
    expect(meant('lantern')).toBe('old-lamps')
    expect(meant('vasen')).toBeUndefined()
    expect(meant('blue vases')).toBeUndefined()
    expect(meant('mugs')).toBeUndefined()
    expect(meant('')).toBeUndefined()
    expect(meant('"%_*')).toBeUndefined()
  })
  it('is the one of that name before one that has another word for it', () => {
    const lit = [...categories, { id: 'lighting', names: { en: 'Light' } }]
    expect(categoryMeant('lights', 'en', lit, synonyms.en)?.id).toBe('lighting')
    expect(categoryMeant('lamps', 'en', lit, synonyms.en)?.id).toBe('lamps')
  })
  it('is none where two are called the same', () => {
    const twice = [...categories, { id: 'more-vases', names: { en: 'Vases' } }]
    expect(categoryMeant('vases', 'en', twice, undefined)).toBeUndefined()
  })
})
