import { z } from 'zod'
import type { LocalContext, LocalCredential } from '../service'
import { sameText, sign, signingKey } from '../sigv4'
import { S3Error, s3Error } from './errors'
import { LARGEST_PUT } from './receive'

const policySchema = z.object({
  expiration: z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
  conditions: z.array(
    z.union([
      z.tuple([z.enum(['eq', 'starts-with']), z.string().startsWith('$'), z.string()]),
      z.tuple([z.literal('content-length-range'), z.coerce.number(), z.coerce.number()]),
      z.record(z.string(), z.string()).refine((record) => Object.keys(record).length === 1),
    ]),
  ),
})
type Condition = z.infer<typeof policySchema>['conditions'][number]

/** Fields that need no condition: what signs the form, and what its author wants ignored. */
const UNCONDITIONAL = new Set(['x-amz-signature', 'policy', 'file', 'awsaccesskeyid', 'signature'])

type Fields = ReadonlyMap<string, string>

/** Who signed the form's policy. @throws AccessDenied, InvalidAccessKeyId, SignatureDoesNotMatch, InvalidToken, ExpiredToken */
export function policySigner(context: LocalContext, fields: Fields): LocalCredential | undefined {
  const policy = fields.get('policy')
  if (policy === undefined) return undefined
  const required = (name: string) => {
    const value = fields.get(name)
    if (value !== undefined) return value
    throw s3Error('InvalidArgument', {
      message: `Bucket POST must contain a field named '${name}'.  If it is specified, please check the order of the fields.`,
      detail: { ArgumentName: name, ArgumentValue: '' },
    })
  }
  if (required('x-amz-algorithm') !== 'AWS4-HMAC-SHA256') throw s3Error('InvalidArgument')
  const [accessKeyId = '', date = '', region = '', service = ''] = required('x-amz-credential').split('/')
  const signature = required('x-amz-signature')
  if (region !== context.region || service !== 's3' || !required('x-amz-date').startsWith(date)) {
    throw s3Error('AuthorizationQueryParametersError', {
      message: 'The credential scope of the form is wrong.',
    })
  }
  const credential = context.credentials(accessKeyId)
  if (!credential) {
    throw new S3Error(
      'InvalidAccessKeyId',
      403,
      'The AWS Access Key Id you provided does not exist in our records.',
    )
  }
  if (!sameText(fields.get('x-amz-security-token') ?? '', credential.sessionToken ?? '')) {
    throw new S3Error('InvalidToken', 400, 'The provided token is malformed or otherwise invalid.')
  }
  if (credential.expiresAt !== undefined && context.now() >= credential.expiresAt) {
    throw new S3Error('ExpiredToken', 400, 'The provided token has expired.')
  }
  const expected = sign(signingKey(credential.secretAccessKey, { date, region, service }), policy)
  if (!sameText(expected, signature)) throw s3Error('SignatureDoesNotMatch')
  return credential
}

/**
 * Checks every field of a form against its signed policy.
 * @returns how many bytes the file must and may have
 * @throws AccessDenied in S3's words, InvalidPolicyDocument
 */
export function checkPolicy(fields: Fields, bucket: string, now: number): { least: number; most: number } {
  const { expiration, conditions } = readPolicyDocument(fields.get('policy') ?? '')
  if (expiration <= now) throw denied('Policy expired.')
  const values = new Map([...fields, ['bucket', bucket]])
  const covered = new Set<string>()
  let size = { least: 0, most: LARGEST_PUT }
  for (const condition of conditions) {
    if (Array.isArray(condition) && condition[0] === 'content-length-range') {
      size = { least: condition[1], most: Math.min(condition[2], LARGEST_PUT) }
      continue
    }
    const { operator, written, expected } = comparison(condition)
    const name = written.toLowerCase()
    covered.add(name)
    const actual = values.get(name) ?? ''
    const holds = operator === 'eq' ? actual === expected : startsWith(name, actual, expected)
    if (!holds) throw denied(`Policy Condition failed: ["${operator}", "$${written}", "${expected}"]`)
  }
  const extra = [...fields.keys()].filter(
    (name) => !covered.has(name) && !UNCONDITIONAL.has(name) && !name.startsWith('x-ignore-'),
  )
  if (extra.length) throw denied(`Extra input fields: ${extra.join(', ')}`)
  return size
}

function readPolicyDocument(encoded: string): z.infer<typeof policySchema> {
  try {
    return policySchema.parse(JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')))
  } catch {
    throw s3Error('InvalidPolicyDocument', { message: 'Invalid Policy: Invalid JSON or conditions.' })
  }
}

function comparison(condition: Exclude<Condition, ['content-length-range', number, number]>) {
  if (Array.isArray(condition)) {
    return { operator: condition[0], written: condition[1].slice(1), expected: condition[2] }
  }
  const [[written = '', expected = ''] = []] = Object.entries(condition)
  return { operator: 'eq' as const, written, expected }
}

/** A list of content types fits when each of them does. */
function startsWith(name: string, actual: string, expected: string): boolean {
  const values = name === 'content-type' ? actual.split(',').map((one) => one.trim()) : [actual]
  return values.every((value) => value.startsWith(expected))
}

const denied = (why: string) => s3Error('AccessDenied', { message: `Invalid according to Policy: ${why}` })
