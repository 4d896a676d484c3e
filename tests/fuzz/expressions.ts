import type { Random } from '@/tests/chaos/random'

/** DynamoDB's expressions by their grammar, and sometimes beside it.
 *  https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.html */
const names = [
  'pk',
  'sk',
  'a',
  '#a',
  '#b',
  '#missing',
  'list[0]',
  'map.#a',
  'a.b.c',
  'list[99999999999]',
  'size',
  '',
]
const values = [':s', ':n', ':l', ':m', ':ss', ':missing', ':']
const comparators = ['=', '<>', '<', '<=', '>', '>=', '==', '!=']
const functions = [
  'attribute_exists',
  'attribute_not_exists',
  'attribute_type',
  'begins_with',
  'contains',
  'size',
  'nothing',
]

const path = (random: Random): string => random.pick(names)
const value = (random: Random): string => random.pick(values)
const operand = (random: Random): string =>
  random.chance(0.2) ? `size(${path(random)})` : random.chance(0.5) ? path(random) : value(random)

function call(random: Random): string {
  const name = random.pick(functions)
  const count = name.startsWith('attribute_') && name !== 'attribute_type' ? 1 : 2
  return `${name}(${Array.from({ length: random.chance(0.9) ? count : random.below(4) }, () => operand(random)).join(', ')})`
}

function condition(random: Random, depth: number): string {
  if (depth === 0 || random.chance(0.4)) {
    const way = random.below(4)
    if (way === 0) return call(random)
    if (way === 1) return `${operand(random)} BETWEEN ${operand(random)} AND ${operand(random)}`
    if (way === 2)
      return `${operand(random)} IN (${Array.from({ length: random.below(4) }, () => operand(random)).join(',')})`
    return `${operand(random)} ${random.pick(comparators)} ${operand(random)}`
  }
  const way = random.below(3)
  if (way === 0) return `NOT ${condition(random, depth - 1)}`
  if (way === 1) return `(${condition(random, depth - 1)})`
  return `${condition(random, depth - 1)} ${random.pick(['AND', 'OR', 'and', 'XOR'])} ${condition(random, depth - 1)}`
}

function update(random: Random): string {
  const set = () => {
    const way = random.below(4)
    const right =
      way === 0
        ? `if_not_exists(${path(random)}, ${operand(random)})`
        : way === 1
          ? `list_append(${operand(random)}, ${operand(random)})`
          : way === 2
            ? `${operand(random)} ${random.pick(['+', '-', '*'])} ${operand(random)}`
            : operand(random)
    return `${path(random)} = ${right}`
  }
  const clause = (): string => {
    const list = (make: () => string) => Array.from({ length: 1 + random.below(3) }, make).join(', ')
    const way = random.below(4)
    if (way === 0) return `SET ${list(set)}`
    if (way === 1) return `REMOVE ${list(() => path(random))}`
    if (way === 2) return `ADD ${list(() => `${path(random)} ${value(random)}`)}`
    return `DELETE ${list(() => `${path(random)} ${value(random)}`)}`
  }
  return Array.from({ length: 1 + random.below(3) }, clause).join(' ')
}

/** Breaks what the grammar made, now and then. */
function broken(random: Random, text: string): string {
  if (random.chance(0.7)) return text
  const tokens = text.split(' ')
  const at = random.below(tokens.length)
  const way = random.below(4)
  if (way === 0) tokens.splice(at, 1)
  else if (way === 1) tokens.splice(at, 0, random.pick(['(', ')', ',', 'AND', 'SET', '[', '💥', '\0']))
  else if (way === 2) tokens[at] = (tokens[at] ?? '').repeat(200)
  else return '('.repeat(2_000) + text
  return tokens.join(' ')
}

const named = { '#a': 'a', '#b': 'b' }
const given = {
  ':s': { S: 'text' },
  ':n': { N: '7' },
  ':l': { L: [{ S: 'x' }] },
  ':m': { M: { a: { S: 'x' } } },
  ':ss': { SS: ['x', 'y'] },
}

/** What is mentioned and no more, most of the time: what is given and not used is refused. */
function dictionaries(random: Random, ...expressions: readonly string[]) {
  const text = expressions.join(' ')
  const used = <T>(all: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(all).filter(([name]) => text.includes(name) || random.chance(0.03)))
  const [ExpressionAttributeNames, ExpressionAttributeValues] = [used(named), used(given)]
  return {
    ...(Object.keys(ExpressionAttributeNames).length > 0 ? { ExpressionAttributeNames } : {}),
    ...(Object.keys(ExpressionAttributeValues).length > 0 ? { ExpressionAttributeValues } : {}),
  }
}

/** One call of DynamoDB with expressions. */
export function expressionCall(random: Random, TableName: string): { operation: string; input: object } {
  const Key = { pk: { S: 'fuzz' }, sk: { S: String(random.below(3)) } }
  const ConditionExpression = broken(random, condition(random, 3))
  const way = random.below(5)
  if (way === 0) {
    const UpdateExpression = broken(random, update(random))
    const conditional = random.chance(0.5) ? { ConditionExpression } : {}
    return {
      operation: 'UpdateItem',
      input: {
        TableName,
        Key,
        UpdateExpression,
        ...conditional,
        ...dictionaries(random, UpdateExpression, conditional.ConditionExpression ?? ''),
      },
    }
  }
  if (way === 1) {
    const Item = { ...Key, a: { N: '1' } }
    return {
      operation: 'PutItem',
      input: { TableName, Item, ConditionExpression, ...dictionaries(random, ConditionExpression) },
    }
  }
  if (way === 2) {
    return {
      operation: 'Scan',
      input: {
        TableName,
        FilterExpression: ConditionExpression,
        ...dictionaries(random, ConditionExpression),
      },
    }
  }
  if (way === 3) {
    const KeyConditionExpression = broken(
      random,
      `pk = :s ${random.chance(0.5) ? `AND ${condition(random, 1)}` : ''}`,
    )
    return {
      operation: 'Query',
      input: { TableName, KeyConditionExpression, ...dictionaries(random, KeyConditionExpression) },
    }
  }
  const ProjectionExpression = broken(
    random,
    Array.from({ length: 1 + random.below(4) }, () => path(random)).join(', '),
  )
  return {
    operation: 'GetItem',
    input: { TableName, Key, ProjectionExpression, ...dictionaries(random, ProjectionExpression) },
  }
}
