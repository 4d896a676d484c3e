import type { Locale } from '@/lib/markets'

/** Values for the places of a message. */
export type Values = Readonly<Record<string, string | number>>

type Part =
  | string
  | { readonly name: string }
  | { readonly name: string; readonly plural: Readonly<Record<string, readonly Part[]>> }

const parsed = new Map<string, readonly Part[]>()
const numbers = new Map<Locale, Intl.NumberFormat>()
const rules = new Map<Locale, Intl.PluralRules>()

function remembered<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key)
  if (value === undefined) {
    value = make()
    map.set(key, value)
  }
  return value
}

/** Writes a number as people of the locale do. */
export const formatNumber = (value: number, locale: Locale): string =>
  remembered(numbers, locale, () => new Intl.NumberFormat(locale)).format(value)

/** Fills a message of the ICU subset that the shop uses: `{name}`, and `{count, plural, =0 {…} one {…} other {# …}}`.
 *  A value that is missing stays visible as `{name}`: better a strange sentence than a broken page. */
export function format(pattern: string, values: Values, locale: Locale): string {
  return render(
    remembered(parsed, pattern, () => parse(pattern)),
    values,
    locale,
    undefined,
  )
}

function render(parts: readonly Part[], values: Values, locale: Locale, count: number | undefined): string {
  let text = ''
  for (const part of parts) {
    if (typeof part === 'string') {
      text += count === undefined ? part : part.replaceAll('#', formatNumber(count, locale))
      continue
    }
    const value = values[part.name]
    if ('plural' in part) {
      const number = Number(value)
      const category = remembered(rules, locale, () => new Intl.PluralRules(locale)).select(number)
      const chosen = part.plural[`=${number}`] ?? part.plural[category] ?? part.plural.other ?? []
      text += render(chosen, values, locale, number)
    } else if (value === undefined) text += `{${part.name}}`
    else text += typeof value === 'number' ? formatNumber(value, locale) : value
  }
  return text
}

/** The parts of a message. @throws SyntaxError when its braces do not fit */
export function parse(pattern: string): readonly Part[] {
  let at = 0

  function parts(nested: boolean): Part[] {
    const found: Part[] = []
    let text = ''
    while (at < pattern.length && !(nested && pattern[at] === '}')) {
      if (pattern[at] === '}') throw new SyntaxError(`a } too many in "${pattern}"`)
      if (pattern[at] !== '{') {
        text += pattern[at++]
        continue
      }
      if (text) found.push(text)
      text = ''
      found.push(place())
    }
    if (text) found.push(text)
    return found
  }

  function place(): Part {
    at++
    const [head, name = '', plural] = /^\s*(\w+)\s*(,\s*plural\s*,)?/.exec(pattern.slice(at)) ?? ['']
    if (!name) throw new SyntaxError(`a place without a name in "${pattern}"`)
    at += head.length
    const part: Part = plural ? { name, plural: cases() } : { name }
    if (pattern[at] !== '}') throw new SyntaxError(`a place that does not end in "${pattern}"`)
    at++
    return part
  }

  function cases(): Record<string, readonly Part[]> {
    const found: Record<string, readonly Part[]> = {}
    for (;;) {
      const [head = '', selector] = /^\s*(=\d+|\w+)\s*\{/.exec(pattern.slice(at)) ?? []
      if (!selector) break
      at += head.length
      found[selector] = parts(true)
      at++
    }
    at += /^\s*/.exec(pattern.slice(at))?.[0].length ?? 0
    if (!found.other) throw new SyntaxError(`a plural without "other" in "${pattern}"`)
    return found
  }

  return parts(false)
}
