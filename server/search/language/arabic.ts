/** One letter for each group that people write interchangeably; vowel signs and the stretching stroke go. */
export function foldArabic(text: string): string {
  return text
    .replace(/[\u0610-\u061a\u064b-\u065f\u0670\u0640]/g, '')
    .replace(/[آأإٱ]/g, 'ا')
    .replace(/ى/g, 'ي')
    .replace(/ة/g, 'ه')
    .replace(/ؤ/g, 'و')
    .replace(/ئ/g, 'ي')
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
}

/** The light10 stemmer: the article and its prepositions in front, the common endings behind. Expects folded text. */
export function stemArabic(word: string): string {
  if (!/^[\u0621-\u064a]{3,}$/.test(word)) return word
  let stem = word.replace(/^(?:وال|بال|كال|فال|ال|لل)(?=..)/, '')
  if (stem.length >= 5 && stem.startsWith('و')) stem = stem.slice(1)
  for (const ending of ['ها', 'ان', 'ات', 'ون', 'ين', 'يه', 'ه', 'ي']) {
    if (stem.endsWith(ending) && stem.length - ending.length >= 2) stem = stem.slice(0, -ending.length)
  }
  return stem
}

export const stopWordsArabic = new Set('في من على الي عن مع هذا هذه او ثم لا ما هو هي كل'.split(' '))
