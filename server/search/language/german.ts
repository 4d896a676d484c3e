/** "ä" and "ae" are the same letter to people who type. */
export function foldGerman(text: string): string {
  return text
    .replace(/ä|ae/g, 'a')
    .replace(/ö|oe/g, 'o')
    .replace(/ü|(?<![aeq])ue/g, 'u')
    .replace(/ß/g, 'ss')
}

/** A light stemmer after Savoy: endings of number, gender and case, no derivations. Expects folded text. */
export function stemGerman(word: string): string {
  if (word.length < 4 || /\d/.test(word)) return word
  // "Vase" and "Vasen" are one word, "blau" and "eben" lose nothing.
  if (word.length === 4) return word.replace(/(?<=[^aeiou])e$/, '')
  const ended = word.replace(/(?:ern|em|en|er|es)$/, '')
  if (ended !== word) return ended.length >= 3 ? ended : word
  return word.replace(/(?<=[bdfghklmnrt])s$|e$|n$/, '')
}

/** Things that German compounds end in; the head of a compound is found on its own ("Notebooktasche": "Tasche"). */
const heads = (
  'tasche hulle kabel drucker patrone tastatur maus monitor bildschirm batterie akku ladegerat netzteil adapter ' +
  'lautsprecher kopfhorer halterung stander lampe leuchte karte papier ordner stuhl tisch schrank regal messer ' +
  'topf pfanne maschine kocher mixer kamera objektiv stativ uhr rucksack koffer schuh jacke hose hemd kleid ' +
  'spiel puppe puzzle laufwerk platte speicher gehause lufter kuhler schalter stecker dose decke kissen'
).split(' ')

/** The head and the modifier of a compound whose head is a common thing, else nothing. Expects folded text. */
export function splitGerman(word: string): [string, string] | undefined {
  if (word.length < 8) return undefined
  for (const head of heads) {
    const at = word.indexOf(head, 3)
    if (at < 0 || word.length - at - head.length > 2) continue
    return [word.slice(0, at).replace(/(?<=..[^aeiou])s$|-$/, ''), word.slice(at)]
  }
  return undefined
}

export const stopWordsGerman = new Set(
  (
    'aber als am an auch auf aus bei bis das dem den der des die ein eine einem einen einer fur im in ist mit nach ' +
    'oder sein sich und vom von vor zu zum zur'
  ).split(' '),
)
