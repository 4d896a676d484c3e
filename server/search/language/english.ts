const irregular = new Map(
  Object.entries({
    mice: 'mouse',
    feet: 'foot',
    geese: 'goose',
    teeth: 'tooth',
    men: 'man',
    women: 'woman',
    children: 'child',
    people: 'person',
    knives: 'knife',
    shelves: 'shelf',
    leaves: 'leaf',
    halves: 'half',
    batteries: 'battery',
    movies: 'movie',
    cookies: 'cookie',
    accessories: 'accessory',
    media: 'medium',
  }),
)
const invariant = new Set([
  'lens',
  'series',
  'news',
  'chess',
  'gas',
  'bus',
  'plus',
  'always',
  'ios',
  'windows',
  'https',
  'dvd-s',
])

/** Takes the plural off, and nothing else: in a shop "printing" and "printer" are different things. */
export function stemEnglish(word: string): string {
  if (word.length < 4 || invariant.has(word)) return word
  const known = irregular.get(word)
  if (known) return known
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`
  if (/(x|ch|sh|ss|zz)es$/.test(word)) return word.slice(0, -2)
  if (/[^aiosu]s$/.test(word) || /[^ou]os$/.test(word) || /[ei]as$/.test(word)) return word.slice(0, -1)
  return word
}

export const stopWordsEnglish = new Set(
  'a an and are as at be but by for from i in into is it its my of on or our that the this to was we with you your'.split(
    ' ',
  ),
)
