import { type Language, languageOf } from './languages'
import { normaliseNumber, unitOf } from './units'

/** One word of a text, as it was written, with the ways it can be read. */
export interface Word {
  /** Folded, as it was written. */
  surface: string
  /** The term of the whole word: "usbc", "15.6in", "batteri(es)". */
  whole: string
  /** The terms of its parts, when it has some: "usb", "c". */
  parts: string[]
  stop: boolean
}

const marks = /[\u0300-\u036f]/g
const tradeMarks = /[™®©]/g
const wordPattern = /[\p{L}\p{N}]+(?:[-'’./+&][\p{L}\p{N}]+|(?<=\d),\d+|["”″](?=\s|$|[\p{P}])|\+(?=\s|$))*/gu
const numberWithUnit = /^(\d+(?:[.,]\d+)?)-?([a-z/]+|["”″])$/
const plainNumber = /^\d+(?:[.,]\d+)?$/

/** Lower case, one spelling of what can be spelled in several ways, no accents. */
export function fold(text: string, language: Language): string {
  return language
    .fold(text.replace(tradeMarks, ' ').normalize('NFKC').toLowerCase())
    .normalize('NFD')
    .replace(marks, '')
    .normalize('NFC')
}

/** The words of a text. A number and its unit are one word, however they are written. */
export function tokenise(text: string, languageCode: string): Word[] {
  const language = languageOf(languageCode)
  const raw = fold(text, language).match(wordPattern) ?? []
  const words: Word[] = []
  for (let i = 0; i < raw.length; i++) {
    const current = raw[i] ?? ''
    const next = raw[i + 1]
    if (plainNumber.test(current) && next !== undefined && unitOf(next) && unitOf(next) !== 'a') {
      words.push(measure(current, next, `${current} ${next}`))
      i++
    } else {
      words.push(readWord(current, language))
    }
  }
  return words
}

function measure(digits: string, unit: string, surface: string): Word {
  const number = normaliseNumber(digits)
  const name = unitOf(unit) ?? unit
  return { surface, whole: number + name, parts: [number, name], stop: false }
}

function readWord(surface: string, language: Language): Word {
  const measured = numberWithUnit.exec(surface)
  if (measured?.[1] && measured[2] && unitOf(measured[2])) return measure(measured[1], measured[2], surface)
  if (plainNumber.test(surface)) return single(surface, normaliseNumber(surface))
  const bare = surface.replace(/['’]s$/, '').replace(/["”″+]$/, '')
  const pieces = bare.split(/[-'’./+&]/).filter(Boolean)
  if (pieces.length > 1) {
    const parts = pieces.map((piece) => language.stem(piece))
    return { surface, whole: pieces.slice(0, -1).join('') + parts.at(-1), parts, stop: false }
  }
  const compound = language.split?.(bare)
  if (compound)
    return { surface, whole: language.stem(bare), parts: compound.map(language.stem), stop: false }
  const code = /^([a-z]{2,6})(\d{2,})$/.exec(bare)
  if (code) return { surface, whole: bare, parts: code.slice(1), stop: false }
  return { ...single(surface, language.stem(bare)), stop: language.stopWords.has(bare) }
}

const single = (surface: string, term: string): Word => ({ surface, whole: term, parts: [], stop: false })
