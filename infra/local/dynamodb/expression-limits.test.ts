import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { type ExpressionParser, type ParsedExpression, bounded, boundedCondition } from './expression-limits'

const load = createRequire(import.meta.url)
const conditions: ExpressionParser<ParsedExpression> = load('dynalite/db/conditionParser.js')
const updates: ExpressionParser<unknown> = load('dynalite/db/updateParser.js')
const options = () => ({
  context: {
    attrNames: { '#n': 'named' },
    attrVals: { ':v': { N: '1' } },
    unusedAttrNames: {},
    unusedAttrVals: {},
    isReserved: () => false,
    compare: () => undefined,
  },
})
const plain = (text: string) => conditions.parse(text, options())
const read = (text: string) => boundedCondition(conditions)(text, options())

describe('a condition', () => {
  it.each([
    'a = :v',
    '(a = :v)',
    'a = :v AND (b = :v OR c = :v)',
    'NOT (a = :v) AND #n <> :v',
    '(a = :v OR b = :v) AND (c = :v OR #n = :v)',
    'NOT (a = :v AND (b = :v OR c = :v))',
    '(a) = (:v) AND (b = :v)',
    'a IN (:v, (:v)) OR (size(a) > :v AND contains(b, size(c)))',
    'attribute_exists(a.b[0]) AND (a.b BETWEEN :v AND :v)',
    // Wrong in themselves, whatever stands around them.
    '(a = :missing)',
    'b = :v AND (begins_with(a, a))',
    'NOT (:v IN (a, :missing))',
  ])('%s is read as the grammar reads it', (text) => {
    expect(read(text)).toEqual(plain(text))
  })

  it('may have groups within groups, however deep', () => {
    let text = 'a = :v'
    const whole = plain(text)
    let expected: unknown = typeof whole === 'string' ? undefined : whole.expression
    const leaf = expected
    for (let depth = 0; depth < 200; depth++) {
      text = `NOT (${text}) AND a = :v`
      expected = { type: 'and', args: [{ type: 'not', args: [expected] }, leaf] }
    }
    expect(read(text)).toEqual({ expression: expected, pathHeads: { a: true }, nestedPaths: {} })
  })

  it.each([
    ['((a = :v))', 'The expression has redundant parentheses;'],
    ['('.repeat(2_000), /token: "<EOF>"/],
    ['a = :v)', /token: "\)"/],
    [`${'size('.repeat(20)}a${')'.repeat(20)} = :v`, /token: "\("/],
    [
      `a = :v${' OR a = :v'.repeat(500)}`,
      /Expression size has exceeded the maximum allowed size; expression size: 5006/,
    ],
  ])('%.40s is refused at once', (text, message) => {
    expect(() => read(text)).toThrow(message)
  })
})

it('an update is bounded as well', () => {
  const parse = bounded(updates)
  expect(parse('SET a = (b + :v)', options())).toEqual(updates.parse('SET a = (b + :v)', options()))
  expect(() => parse(`SET a = ${'('.repeat(1_000)}b`, options())).toThrow(/token: "\("/)
})
