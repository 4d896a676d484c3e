import { z } from 'zod'
import type { Call } from './call'
import { notImplemented, s3Error } from './errors'
import type { Lock, UploadAttributes } from './schema'

const texts = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat())
const principal = z.union([z.literal('*'), z.record(z.string(), texts)])
const statementSchema = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: principal.optional(),
  NotPrincipal: principal.optional(),
  Action: texts.optional(),
  NotAction: texts.optional(),
  Resource: texts.optional(),
  NotResource: texts.optional(),
  Condition: z
    .record(
      z.string(),
      z.record(z.string(), z.union([texts, z.boolean().transform((value) => [String(value)])])),
    )
    .optional(),
})
const policySchema = z.strictObject({
  Version: z.enum(['2012-10-17', '2008-10-17']).optional(),
  Id: z.string().optional(),
  Statement: z.union([statementSchema, z.array(statementSchema)]).transform((value) => [value].flat()),
})
type Statement = z.infer<typeof statementSchema>

/** Operators, each on one value of the request and one of the policy. Negated ones hold when a key is absent. */
const OPERATORS: Record<string, { negated: boolean; holds(actual: string, expected: string): boolean }> = {
  StringEquals: { negated: false, holds: (a, e) => a === e },
  StringNotEquals: { negated: true, holds: (a, e) => a === e },
  StringLike: { negated: false, holds: wild },
  StringNotLike: { negated: true, holds: wild },
  StringEqualsIgnoreCase: { negated: false, holds: (a, e) => a.toLowerCase() === e.toLowerCase() },
  StringNotEqualsIgnoreCase: { negated: true, holds: (a, e) => a.toLowerCase() === e.toLowerCase() },
  ArnEquals: { negated: false, holds: wild },
  ArnLike: { negated: false, holds: wild },
  ArnNotEquals: { negated: true, holds: wild },
  ArnNotLike: { negated: true, holds: wild },
  Bool: { negated: false, holds: (a, e) => a.toLowerCase() === e.toLowerCase() },
  NumericLessThan: { negated: false, holds: (a, e) => Number(a) < Number(e) },
  NumericLessThanEquals: { negated: false, holds: (a, e) => Number(a) <= Number(e) },
  NumericGreaterThan: { negated: false, holds: (a, e) => Number(a) > Number(e) },
}

/** What a condition may ask about. TLS is taken as given: the local cloud listens on loopback. */
const KEYS: Record<string, (call: Call, principal: string | undefined) => string | undefined> = {
  'aws:securetransport': () => 'true',
  'aws:principalarn': (_call, who) => who,
  'aws:principalaccount': (call, who) => who && call.context.accountId,
  'aws:sourceip': (call) => call.request.socket.remoteAddress,
  'aws:referer': (call) => call.headers.get('referer'),
  's3:prefix': (call) => call.query.get('prefix'),
  's3:delimiter': (call) => call.query.get('delimiter'),
  's3:max-keys': (call) => call.query.get('max-keys'),
  's3:versionid': (call) => call.query.get('versionId'),
  's3:x-amz-acl': (call) => call.headers.get('x-amz-acl'),
  's3:x-amz-storage-class': (call) => call.headers.get('x-amz-storage-class'),
  's3:x-amz-server-side-encryption': (call) => encryptionSaid(call, 'x-amz-server-side-encryption'),
  's3:x-amz-server-side-encryption-aws-kms-key-id': (call) =>
    encryptionSaid(call, 'x-amz-server-side-encryption-aws-kms-key-id'),
  's3:x-amz-server-side-encryption-customer-algorithm': (call) =>
    call.headers.get('x-amz-server-side-encryption-customer-algorithm'),
  's3:object-lock-mode': (call) => lockSaid(call)?.mode,
  's3:object-lock-remaining-retention-days': (call) => {
    const until = lockSaid(call)?.until
    return until === undefined ? undefined : String(Math.floor((until - call.context.now()) / DAY))
  },
  's3:signatureversion': (call) => call.signature && 'AWS4-HMAC-SHA256',
}

const DAY = 86_400_000

/** Parts say nothing of encryption and locks themselves: what was said when their upload began counts. */
const begun = (call: Call): UploadAttributes | undefined => {
  const upload = call.store.uploads.find(call.query.get('uploadId') ?? '')
  return upload && JSON.parse(upload.attributes)
}

/** A bucket's default is no header: only what the writer asked for is known to a policy. */
function encryptionSaid(call: Call, header: string): string | undefined {
  if (!call.query.has('uploadId')) return call.headers.get(header)
  return begun(call)?.encryption[header]
}

function lockSaid(call: Call): Partial<Lock> | undefined {
  if (call.query.has('uploadId')) return begun(call)?.lock
  const until = call.headers.get('x-amz-object-lock-retain-until-date')
  const mode = oneOfModes(call.headers.get('x-amz-object-lock-mode'))
  return { mode, until: until === undefined ? undefined : Date.parse(until) }
}

const oneOfModes = (mode: string | undefined): Lock['mode'] =>
  mode === 'COMPLIANCE' || mode === 'GOVERNANCE' ? mode : undefined

/**
 * Checks the text of a bucket policy.
 * @throws MalformedPolicy; NotImplemented for a condition that would silently never hold
 */
export function readPolicy(body: string): Statement[] {
  const parsed = policySchema.safeParse(parseJson(body))
  if (!parsed.success) throw s3Error('MalformedPolicy', { message: 'Invalid policy syntax.' })
  for (const statement of parsed.data.Statement) {
    for (const [operator, conditions] of Object.entries(statement.Condition ?? {})) {
      if (operator !== 'Null' && !OPERATORS[operator.replace(/IfExists$/, '')]) {
        throw notImplemented(`the policy operator ${operator}`)
      }
      const key = Object.keys(conditions).find((name) => !KEYS[name.toLowerCase()])
      if (key) throw notImplemented(`the policy condition key ${key}`)
    }
  }
  return parsed.data.Statement
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw s3Error('MalformedPolicy')
  }
}

/** What the bucket's policy says about an action: a denial outweighs everything, silence leaves it to the role. */
export function policyDecision(
  call: Call,
  action: string,
  bucket: string,
  key: string,
): 'allow' | 'deny' | 'silent' {
  const statements = call.store.understood(bucket, 'policy', readPolicy)
  // The owner can always repair a policy that locks everybody out.
  if (!statements || (!call.credential?.role && call.credential && action.endsWith('BucketPolicy')))
    return 'silent'
  const resource = `arn:aws:s3:::${bucket}${onObject(action) ? `/${key}` : ''}`
  const fitting = statements.filter((statement) => applies(statement, call, action, resource))
  if (fitting.some((statement) => statement.Effect === 'Deny')) return 'deny'
  return fitting.length ? 'allow' : 'silent'
}

function onObject(action: string): boolean {
  return (
    /Object|MultipartUpload(?!s)|BypassGovernance/.test(action) &&
    !/Bucket|ObjectLockConfiguration/.test(action)
  )
}

function applies(statement: Statement, call: Call, action: string, resource: string): boolean {
  const who = principalArn(call)
  const { Principal, NotPrincipal, Action, NotAction, Resource, NotResource } = statement
  if (Principal !== undefined && !names(Principal, who, call.context.accountId)) return false
  if (NotPrincipal !== undefined && names(NotPrincipal, who, call.context.accountId)) return false
  const anyOf = (patterns: string[], value: string) => patterns.some((pattern) => wild(value, pattern))
  if (
    Action &&
    !anyOf(
      Action.map((one) => one.toLowerCase()),
      action.toLowerCase(),
    )
  )
    return false
  if (
    NotAction &&
    anyOf(
      NotAction.map((one) => one.toLowerCase()),
      action.toLowerCase(),
    )
  )
    return false
  if (Resource && !anyOf(Resource, resource)) return false
  if (NotResource && anyOf(NotResource, resource)) return false
  return Object.entries(statement.Condition ?? {}).every(([operator, conditions]) =>
    Object.entries(conditions).every(([name, expected]) => {
      const actual = KEYS[name.toLowerCase()]?.(call, who)
      return conditionHolds(operator, actual, expected)
    }),
  )
}

function conditionHolds(operator: string, actual: string | undefined, expected: string[]): boolean {
  if (operator === 'Null') return expected.includes(String(actual === undefined))
  const ifExists = operator.endsWith('IfExists')
  const test = OPERATORS[operator.replace(/IfExists$/, '')]
  if (!test) return false
  if (actual === undefined) return ifExists || test.negated
  const any = expected.some((value) => test.holds(actual, value))
  return test.negated ? !any : any
}

function principalArn(call: Call): string | undefined {
  if (!call.credential) return undefined
  const { accountId } = call.context
  return call.credential.role
    ? `arn:aws:iam::${accountId}:role/${call.credential.role}`
    : `arn:aws:iam::${accountId}:root`
}

function names(
  principal: z.infer<typeof statementSchema>['Principal'],
  who: string | undefined,
  account: string,
): boolean {
  if (principal === '*') return true
  const accounts = principal?.AWS ?? []
  if (accounts.includes('*')) return true
  return (
    who !== undefined &&
    accounts.some((one) => one === who || one === account || one === `arn:aws:iam::${account}:root`)
  )
}

/** Whether a value fits a pattern in which `*` stands for anything and `?` for one character. */
function wild(value: string, pattern: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${source}$`, 's').test(value)
}
