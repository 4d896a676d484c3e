/** What a parser of dynalite's does with an expression. What is wrong with it comes back as a text, or is thrown as an error's message: what
 *  DynamoDB would send. */
export interface ExpressionParser<Parsed> {
  parse(text: string, options: { context: { attrNames?: Record<string, string> } }): Parsed | string
}
interface Node {
  type: string
  name?: string
  args: unknown[]
}
export interface ParsedExpression {
  expression: Node
  nestedPaths: Record<string, boolean>
  pathHeads: Record<string, boolean>
}

/** Bytes. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-expression-parameters */
const largest = 4_096
/** Parentheses within each other once groups are taken out: calls within calls, and brackets around an operand. */
const deepest = 3
const condition = /[=<>]|\b(?:and|or|not|between|in)\b|attribute_|begins_with|contains/i

class Refused extends Error {
  override readonly name = 'SyntaxError'
}
const refuse = (text: string, at: number): never => {
  throw new Refused(
    `token: ${JSON.stringify(text[at] ?? '<EOF>')}, near: ${JSON.stringify(text.slice(Math.max(0, at - 5), at + 6))}`,
  )
}

/** A parser that no expression keeps busy: it refuses what is too long or too deep.
 *  The borrowed grammars try every way to read a pair of parentheses, and again within: twelve of them take minutes. */
export function bounded<Parsed>(parser: ExpressionParser<Parsed>): ExpressionParser<Parsed>['parse'] {
  const { parse } = parser
  return (text, options) => {
    checkSize(text)
    checkDepth(text)
    return parse(text, options)
  }
}

/** As `bounded`, for conditions, whose groups may be within each other: each group is read by itself, and stands in the expression
 *  around it as a call that cannot be there otherwise. */
export function boundedCondition(
  parser: ExpressionParser<ParsedExpression>,
): ExpressionParser<ParsedExpression>['parse'] {
  const { parse } = parser
  return function read(text, options): ParsedExpression | string {
    checkSize(text)
    const inner: ParsedExpression[] = []
    const { context } = options
    let flat = ''
    let from = 0
    for (const { start, end } of groupsIn(text)) {
      const content = text.slice(start + 1, end)
      const [only, ...others] = groupsIn(content)
      if (
        only &&
        others.length === 0 &&
        content.slice(0, only.start).trim() + content.slice(only.end + 1).trim() === ''
      ) {
        throw new Error('The expression has redundant parentheses;')
      }
      const name = `\0${inner.length}`
      flat += `${text.slice(from, start)} attribute_exists(#group_${inner.length}) `
      context.attrNames = { ...context.attrNames, [`#group_${inner.length}`]: name }
      const group = read(content, options)
      if (typeof group === 'string') return group
      inner.push(group)
      from = end + 1
    }
    flat += text.slice(from)
    checkDepth(flat)
    const parsed = parse(flat, options)
    if (typeof parsed === 'string') return parsed
    return {
      expression: replaced(parsed.expression, inner),
      nestedPaths: Object.assign({}, parsed.nestedPaths, ...inner.map(({ nestedPaths }) => nestedPaths)),
      pathHeads: Object.assign(
        {},
        Object.fromEntries(Object.entries(parsed.pathHeads).filter(([head]) => !head.startsWith('\0'))),
        ...inner.map(({ pathHeads }) => pathHeads),
      ),
    }
  }
}

function replaced(node: Node, inner: readonly ParsedExpression[]): Node {
  const [argument] = node.args
  const head: unknown = node.type === 'function' && Array.isArray(argument) ? argument[0] : undefined
  if (typeof head === 'string' && head.startsWith('\0')) {
    const group = inner[Number(head.slice(1))]
    if (group) return group.expression
  }
  if (!['and', 'or', 'not'].includes(node.type)) return node
  return { ...node, args: node.args.map((one) => (isNode(one) ? replaced(one, inner) : one)) }
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'args' in value

/** The outermost pairs of parentheses that hold a condition: not those of a call, of IN's list, or around an operand. */
function groupsIn(text: string): { start: number; end: number }[] {
  const groups: { start: number; end: number }[] = []
  let depth = 0
  let start = 0
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(' && depth++ === 0) start = at
    if (text[at] !== ')') continue
    if (--depth < 0) refuse(text, at)
    if (depth === 0 && !isCall(text.slice(0, start)) && condition.test(text.slice(start, at)))
      groups.push({ start, end: at })
  }
  if (depth > 0) refuse(text, text.length)
  return groups
}

/** Whether what stands before a parenthesis makes it that of a call or a list. */
function isCall(before: string): boolean {
  const word = /([\w#:.\]]+)\s*$/.exec(before)?.[1]
  return word !== undefined && !/^(?:and|or|not|between)$/i.test(word)
}

function checkSize(text: string): void {
  const size = Buffer.byteLength(text)
  if (size > largest) {
    throw new Error(`Expression size has exceeded the maximum allowed size; expression size: ${size}`)
  }
}

function checkDepth(text: string): void {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(' && ++depth > deepest) refuse(text, at)
    if (text[at] === ')') depth--
  }
}
