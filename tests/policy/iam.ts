import { z } from 'zod'

/** How IAM decides about one request in one account: whatever denies wins, then something must allow. */
const Texts = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat())
const Values = z
  .union([z.string(), z.number(), z.boolean(), z.array(z.string())])
  .transform((value) => [value].flat().map(String))
export const Statement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z.union([z.literal('*'), z.record(z.string(), Texts)]).optional(),
  Action: Texts,
  Resource: Texts,
  Condition: z.record(z.string(), z.record(z.string(), Values)).default({}),
})
export type Statement = z.infer<typeof Statement>

export interface Request {
  /** The ARN of a role, the name of a service, or nobody. */
  principal: { arn: string } | { service: string } | undefined
  action: string
  resource: string
  /** Condition keys; what is absent is not there, as in IAM. */
  context: Readonly<Record<string, string | undefined>>
}

export type Decision = 'allow' | 'deny' | 'nothing'

/** What one set of statements says. Identity policies have no principals, so those match whoever has them. */
export function decide(statements: readonly Statement[], request: Request): Decision {
  const matching = statements.filter(
    (statement) =>
      statement.Action.some((action) => like(action.toLowerCase(), request.action.toLowerCase())) &&
      statement.Resource.some((resource) => like(resource, request.resource)) &&
      isMeant(statement, request) &&
      Object.entries(statement.Condition).every(([operator, keys]) =>
        Object.entries(keys).every(([key, expected]) => holds(operator, request.context[key], expected)),
      ),
  )
  if (matching.some(({ Effect }) => Effect === 'Deny')) return 'deny'
  return matching.length > 0 ? 'allow' : 'nothing'
}

function isMeant({ Principal }: Statement, { principal }: Request): boolean {
  if (Principal === undefined || Principal === '*') return true
  if (!principal) return Principal.AWS?.includes('*') ?? false
  if ('service' in principal) {
    return (Principal.Service?.includes(principal.service) || Principal.AWS?.includes('*')) ?? false
  }
  const account = principal.arn.replace(/:role\/.*/, ':root')
  return Principal.AWS?.some((one) => one === '*' || one === principal.arn || one === account) ?? false
}

type Test = (actual: string, expected: string) => boolean
const equal: Test = (actual, expected) => actual === expected
const OPERATORS: Record<string, { test: Test; negated?: boolean }> = {
  StringEquals: { test: equal },
  StringNotEquals: { test: equal, negated: true },
  StringLike: { test: (actual, expected) => like(expected, actual) },
  ArnEquals: { test: (actual, expected) => like(expected, actual) },
  ArnLike: { test: (actual, expected) => like(expected, actual) },
  ArnNotEquals: { test: (actual, expected) => like(expected, actual), negated: true },
  Bool: { test: equal },
  NumericLessThan: { test: (actual, expected) => Number(actual) < Number(expected) },
}

function holds(operator: string, actual: string | undefined, expected: readonly string[]): boolean {
  if (operator === 'Null') return expected.includes(String(actual === undefined))
  const known = OPERATORS[operator.replace(/^ForAnyValue:/, '')]
  if (!known) throw new Error(`the operator ${operator} is not known here`)
  if (actual === undefined) return known.negated ?? false
  return expected.some((one) => known.test(actual, one)) !== (known.negated ?? false)
}

const patterns = new Map<string, RegExp>()

function like(pattern: string, value: string): boolean {
  if (!pattern.includes('*') && !pattern.includes('?')) return pattern === value
  let known = patterns.get(pattern)
  if (!known) {
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')
    known = new RegExp(`^${source}$`, 's')
    patterns.set(pattern, known)
  }
  return known.test(value)
}
