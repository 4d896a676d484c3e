import { BlockList, isIP } from 'node:net'
import { isJsonObject } from '@/infra/local/requests'
import { invalidPattern } from './errors'

/** Decides about one leaf value of an event: text, number, boolean or null. */
export type Test = (value: unknown) => boolean

const NUMERIC_LIMIT = 5e9

/** A value that stands in a pattern's list as it is. */
export function literal(wanted: unknown): Test {
  if (wanted === null || typeof wanted === 'string' || typeof wanted === 'boolean') {
    return (value) => value === wanted
  }
  if (typeof wanted === 'number') return (value) => typeof value === 'number' && value === wanted
  throw invalidPattern('Match value must be String, number, true, false, or null')
}

/** An operator such as `{"prefix": "us-"}`, except `exists`, which is about the field and not its value.
 *  @throws ServiceError `InvalidEventPatternException` */
export function operator(name: string, operand: unknown): Test {
  switch (name) {
    case 'prefix':
      return affix(name, operand, (value, part) => value.startsWith(part))
    case 'suffix':
      return affix(name, operand, (value, part) => value.endsWith(part))
    case 'equals-ignore-case':
      return equalsIgnoreCase(name, operand)
    case 'wildcard':
      return wildcard(operand)
    case 'numeric':
      return numeric(operand)
    case 'cidr':
      return cidr(operand)
    case 'anything-but':
      return anythingBut(operand)
    default:
      throw invalidPattern(`Unrecognized match type ${name}`)
  }
}

function text(name: string, operand: unknown): string {
  if (typeof operand === 'string') return operand
  throw invalidPattern(`${name} match pattern must be a string`)
}

const onText =
  (test: (value: string) => boolean): Test =>
  (value) =>
    typeof value === 'string' && test(value)

function affix(name: string, operand: unknown, has: (value: string, part: string) => boolean): Test {
  if (isJsonObject(operand)) {
    const part = text(name, operand['equals-ignore-case']).toLowerCase()
    if (Object.keys(operand).length !== 1) throw invalidPattern(`Only one key allowed in ${name} expression`)
    return onText((value) => has(value.toLowerCase(), part))
  }
  const part = text(name, operand)
  return onText((value) => has(value, part))
}

function equalsIgnoreCase(name: string, operand: unknown): Test {
  const wanted = text(name, operand).toLowerCase()
  return onText((value) => value.toLowerCase() === wanted)
}

/** `*` stands for any characters; `\\*` and `\\\\` for themselves. */
function wildcard(operand: unknown): Test {
  const [first = '', ...rest] = wildcardParts(text('wildcard', operand))
  const last = rest.pop()
  if (last === undefined) return (value) => value === first
  return onText((value) => {
    if (!value.startsWith(first) || value.length < first.length + last.length) return false
    let at = first.length
    for (const part of rest) {
      const found = value.indexOf(part, at)
      if (found < 0) return false
      at = found + part.length
    }
    return at <= value.length - last.length && value.endsWith(last)
  })
}

/** The literal texts between the asterisks. */
function wildcardParts(pattern: string): string[] {
  const parts = ['']
  const add = (character: string) => parts.push((parts.pop() ?? '') + character)
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern.charAt(at)
    const next = pattern.charAt(at + 1)
    if (character === '\\') {
      if (next !== '*' && next !== '\\') throw invalidPattern(`Invalid escape character at pos ${at}`)
      add(next)
      at += 1
    } else if (character === '*') {
      if (next === '*') throw invalidPattern(`Consecutive wildcard characters at pos ${at}`)
      parts.push('')
    } else {
      add(character)
    }
  }
  return parts
}

const comparisons: Record<string, (value: number, bound: number) => boolean> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
}

function numeric(operand: unknown): Test {
  if (!Array.isArray(operand)) throw invalidPattern('Value of numeric must be an array.')
  if (operand.length !== 2 && operand.length !== 4) throw invalidPattern('Invalid numeric range operator')
  const parts: Array<{ sign: string; bound: number }> = []
  for (let at = 0; at < operand.length; at += 2) {
    const [sign, bound] = [operand[at], operand[at + 1]]
    if (typeof sign !== 'string' || !Object.hasOwn(comparisons, sign)) {
      throw invalidPattern(`Unrecognized numeric range operator: ${JSON.stringify(sign)}`)
    }
    if (typeof bound !== 'number' || Math.abs(bound) > NUMERIC_LIMIT) {
      throw invalidPattern('Value of numeric operator must be numeric, between -5.0e9 and +5.0e9')
    }
    parts.push({ sign, bound })
  }
  const [first, second] = parts
  if (first && second) {
    if (!first.sign.startsWith('>') || !second.sign.startsWith('<'))
      throw invalidPattern('Bad numeric range operator')
    if (first.bound >= second.bound) throw invalidPattern('Bottom must be less than top')
  }
  return (value) =>
    typeof value === 'number' && parts.every(({ sign, bound }) => comparisons[sign]?.(value, bound) ?? false)
}

function cidr(operand: unknown): Test {
  const block = text('cidr', operand)
  const [address = '', prefix = ''] = block.split('/')
  const version = isIP(address)
  const bits = /^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN
  if (version === 0 || !(bits <= (version === 4 ? 32 : 128))) {
    throw invalidPattern(`Malformed CIDR, one '/' required: ${block}`)
  }
  const family = version === 4 ? 'ipv4' : 'ipv6'
  const list = new BlockList()
  list.addSubnet(address, bits, family)
  return onText((value) => isIP(value) === version && list.check(value, family))
}

/** Everything except the given values; a value of another kind is always something else. */
function anythingBut(operand: unknown): Test {
  const tests = excluded(operand)
  return (value) => !tests.some((test) => test(value))
}

function excluded(operand: unknown): Test[] {
  if (isJsonObject(operand)) {
    const [name, ...others] = Object.keys(operand)
    if (name === undefined || others.length > 0) {
      throw invalidPattern('Only one key allowed in anything-but expression')
    }
    if (!['prefix', 'suffix', 'equals-ignore-case', 'wildcard'].includes(name)) {
      throw invalidPattern(`Unsupported anything-but pattern: ${name}`)
    }
    return listed(operand[name]).map((each) => operator(name, each))
  }
  const values = listed(operand)
  const kinds = new Set(values.map((value) => typeof value))
  if (kinds.size > 1 || !(kinds.has('string') || kinds.has('number'))) {
    throw invalidPattern(
      'Inside anything-but list, either all values are Number or String, mixed type is not supported',
    )
  }
  return values.map(literal)
}

function listed(operand: unknown): unknown[] {
  const values = Array.isArray(operand) ? operand : [operand]
  if (values.length === 0) throw invalidPattern('Empty arrays are not allowed')
  return values
}
