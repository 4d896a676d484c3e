import { invalidParameter } from './errors'
import type { Client } from './store'
import type { AuthenticationResult } from './tokens'

/** What a step of a sign-in is answered with: another challenge, or tokens. */
export interface AuthResponse {
  ChallengeName?: string
  ChallengeParameters?: Record<string, string>
  Session?: string
  AuthenticationResult?: AuthenticationResult
}

/** @throws ServiceError `InvalidParameterException` */
export function required(parameters: Record<string, string>, name: string): string {
  const value = parameters[name]
  if (!value) throw invalidParameter(`Missing required parameter ${name}`)
  return value
}

/** How long one may take for the next step, in seconds. */
export function sessionSeconds(client: Client): number {
  return (client.settings.AuthSessionValidity ?? 3) * 60
}
