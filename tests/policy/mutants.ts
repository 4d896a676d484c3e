import type { Statement } from './iam'
import type { Policies } from './policies'

/** One thing wrong in one statement. */
export interface Mutant {
  what: string
  kind: 'identity' | 'buckets' | 'keys'
  /** Whose policy it is in. */
  of: string
  statements: Statement[]
}

/** Flips, drops, widens and narrows each statement about objects and their keys, in each of its parts. */
export function mutants(policies: Policies): Mutant[] {
  return (['identity', 'buckets', 'keys'] as const).flatMap((kind) =>
    [...policies[kind]].flatMap(([of, statements]) =>
      statements.flatMap((statement, index) =>
        isAboutObjects(kind, of, statement, policies)
          ? changes(statement).map(([what, changed]) => ({
              what: `${of} ${statement.Sid ?? index}: ${what}`,
              kind,
              of,
              statements: statements.toSpliced(index, 1, ...changed),
            }))
          : [],
      ),
    ),
  )
}

function isAboutObjects(kind: string, of: string, statement: Statement, policies: Policies): boolean {
  if (kind === 'keys')
    return [...policies.bucketKeys].some(([bucket, key]) => key === of && bucket.includes('-assets'))
  if (kind === 'buckets') return /-(assets|invoices|archive)(-replica)?$/.test(of)
  return statement.Action.every((action) => action.startsWith('s3:')) || statement.Sid === 'ObjectKey'
}

function changes(statement: Statement): [string, Statement[]][] {
  const conditions = Object.entries(statement.Condition).flatMap(([operator, keys]) =>
    Object.keys(keys).map((key) => [operator, key] as const),
  )
  const without = (operator: string, key: string) => {
    const { [key]: _dropped, ...rest } = statement.Condition[operator] ?? {}
    return { ...statement.Condition, [operator]: rest }
  }
  const listed = (part: 'Action' | 'Resource'): [string, Statement[]][] =>
    statement[part].length < 2
      ? []
      : statement[part].map((one): [string, Statement[]] => [
          `without ${one}`,
          [{ ...statement, [part]: statement[part].filter((other) => other !== one) }],
        ])
  return [
    ['flipped', [{ ...statement, Effect: statement.Effect === 'Allow' ? 'Deny' : 'Allow' }]],
    ['removed', []],
    ...conditions.map(([operator, key]): [string, Statement[]] => [
      `without ${operator} ${key}`,
      [{ ...statement, Condition: without(operator, key) }],
    ]),
    ...listed('Action'),
    ...listed('Resource'),
    // A refusal of more actions changes nothing: the headers that it asks about come with writes alone.
    ...(statement.Effect === 'Deny' || statement.Action.some((action) => action.endsWith(':*'))
      ? []
      : ([['any action', [{ ...statement, Action: ['s3:*', 'kms:*'] }]]] satisfies [string, Statement[]][])),
  ]
}
