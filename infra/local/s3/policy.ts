import type { Call } from './call'
import { s3Error } from './errors'

/** Checks the text of a bucket policy. @throws MalformedPolicy */
export function readPolicy(body: string): unknown {
  if (!body.startsWith('{')) throw s3Error('MalformedPolicy')
  try {
    return JSON.parse(body)
  } catch {
    throw s3Error('MalformedPolicy')
  }
}

/** What a bucket's policy says about an action. */
export function policyDecision(
  _call: Call,
  _action: string,
  _bucket: string,
  _key: string,
): 'allow' | 'deny' | 'silent' {
  return 'silent'
}
