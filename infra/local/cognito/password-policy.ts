import { randomInt } from 'node:crypto'
import { invalidParameter, invalidPassword } from './errors'
import type { PasswordPolicy, PoolSettings } from './settings'

/** The symbols that Cognito counts as such. */
const SYMBOL = /[\^$*.[\]{}()?\-"!@#%&/\\,><':;|_~`+= ]/
const strict: PasswordPolicy = {
  MinimumLength: 8,
  RequireUppercase: true,
  RequireLowercase: true,
  RequireNumbers: true,
  RequireSymbols: true,
  TemporaryPasswordValidityDays: 7,
  PasswordHistorySize: undefined,
}

/** The rules for passwords of a pool: its own, or the strict ones of a pool that has none. */
export function passwordPolicy(settings: PoolSettings): PasswordPolicy {
  return settings.Policies?.PasswordPolicy ?? strict
}

/** @throws ServiceError `InvalidPasswordException` naming the rule that the password breaks */
export function enforcePolicy(settings: PoolSettings, password: string): void {
  if (password === '' || password.length > 256) {
    throw invalidParameter(
      "1 validation error detected: Value at 'password' failed to satisfy constraint: Member must have length between 1 and 256",
    )
  }
  const policy = passwordPolicy(settings)
  const broken = (rule: string) => invalidPassword(`Password did not conform with policy: ${rule}`)
  if (password.length < (policy.MinimumLength ?? 8)) throw broken('Password not long enough')
  if (policy.RequireUppercase && !/[A-Z]/.test(password))
    throw broken('Password must have uppercase characters')
  if (policy.RequireLowercase && !/[a-z]/.test(password))
    throw broken('Password must have lowercase characters')
  if (policy.RequireNumbers && !/\d/.test(password)) throw broken('Password must have numeric characters')
  if (policy.RequireSymbols && !SYMBOL.test(password)) throw broken('Password must have symbol characters')
  if (/^\s|\s$/.test(password)) throw broken('Password must not have leading or trailing spaces')
}

/** A password for an invitation, which fits any policy up to its length. */
export function temporaryPassword(settings: PoolSettings): string {
  const sets = ['abcdefghijkmnpqrstuvwxyz', 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789', '!@#%&-_+']
  const length = Math.max(12, passwordPolicy(settings).MinimumLength ?? 8)
  return Array.from({ length }, (_, index) => {
    const set = sets[index % sets.length] ?? ''
    return set.charAt(randomInt(set.length))
  }).join('')
}
