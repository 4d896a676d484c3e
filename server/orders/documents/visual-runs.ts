import bidiFactory from 'bidi-js'
import { type Script, scriptOf } from './fonts'

const bidi = bidiFactory()
/** Marks that steer the bidirectional algorithm and are not drawn. */
const invisible = /[\u061C\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g
const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/

/** A piece of a line that one font draws at once, in the order in which pieces stand from left to right. */
export interface VisualRun {
  text: string
  script: Script
}

interface LogicalRun extends VisualRun {
  level: number
}

/** Puts one line of text into visual order (UAX #9) and splits it by font. The font shapes and turns runs of Arabic itself;
 *  punctuation that another font draws within them is turned and mirrored here. */
export function visualRuns(text: string, direction: 'ltr' | 'rtl'): VisualRun[] {
  const { levels } = bidi.getEmbeddingLevels(text, direction)
  const runs: LogicalRun[] = []
  let index = 0
  for (const character of text) {
    const level = levels[index] ?? 0
    index += character.length
    if (character.search(invisible) === 0) continue
    const script = scriptOf(character.codePointAt(0) ?? 32)
    const last = runs.at(-1)
    const joins = last && last.level === level && (last.script === script || character === ' ')
    if (joins) last.text += character
    else runs.push({ text: character, script, level })
  }
  return ordered(runs).map(({ text: piece, script, level }) => ({
    script,
    text: level % 2 === 1 && !rightToLeft.test(piece) ? turned(piece) : piece,
  }))
}

/** Rule L2: from the highest level down to the lowest odd one, whatever stands at it or above is turned around. */
function ordered(runs: readonly LogicalRun[]): LogicalRun[] {
  const line = [...runs]
  const highest = Math.max(0, ...line.map((run) => run.level))
  for (let level = highest; level >= 1; level--) {
    for (let from = 0; from < line.length; from++) {
      if ((line[from]?.level ?? 0) < level) continue
      let to = from
      while ((line[to + 1]?.level ?? -1) >= level) to++
      line.splice(from, to - from + 1, ...line.slice(from, to + 1).reverse())
      from = to
    }
  }
  return line
}

const turned = (text: string): string =>
  [...text]
    .reverse()
    .map((character) => bidi.getMirroredCharacter(character) ?? character)
    .join('')
