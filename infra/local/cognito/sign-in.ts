import { z } from 'zod'
import { invalidParameter, notImplemented } from './errors'
import type { Cognito } from './parts'
import { byPassword, replacePassword } from './password-sign-in'
import { allowsFlow, optional } from './settings'
import { type AuthResponse, required } from './sign-in-steps'
import { beginSrp, verifyPassword } from './srp-sign-in'
import type { Client, Pool } from './store'

const Texts = optional(z.record(z.string(), z.string()))

export const AuthRequest = z.object({
  AuthFlow: z.string(),
  ClientId: z.string(),
  AuthParameters: Texts,
})
export const ChallengeRequest = z.object({
  ChallengeName: z.string(),
  ClientId: z.string(),
  Session: optional(z.string()),
  ChallengeResponses: Texts,
})

/** Begins a sign-in. @param flow one of the flows that both user and client may use */
export async function initiateAuth(
  cognito: Cognito,
  pool: Pool,
  client: Client,
  flow: string,
  parameters: Record<string, string>,
): Promise<AuthResponse> {
  switch (flow) {
    case 'USER_SRP_AUTH':
      requireFlow(client, flow)
      return beginSrp(cognito, pool, client, required(parameters, 'USERNAME'), required(parameters, 'SRP_A'))
    case 'USER_PASSWORD_AUTH':
      requireFlow(client, flow)
      return byPassword(cognito, pool, client, parameters)
    case 'ADMIN_USER_PASSWORD_AUTH':
    case 'ADMIN_NO_SRP_AUTH':
      requireFlow(client, flow === 'ADMIN_NO_SRP_AUTH' ? flow : 'ADMIN_USER_PASSWORD_AUTH')
      return byPassword(cognito, pool, client, parameters)
    case 'REFRESH_TOKEN_AUTH':
    case 'REFRESH_TOKEN': {
      requireFlow(client, 'REFRESH_TOKEN_AUTH')
      const token = required(parameters, 'REFRESH_TOKEN')
      return { AuthenticationResult: await cognito.commits.run(() => cognito.tokens.refresh(client, token)) }
    }
    case 'USER_AUTH':
    case 'CUSTOM_AUTH':
      throw notImplemented(`the flow ${flow}`)
    default:
      throw invalidParameter(`Unknown AuthFlow: ${flow}`)
  }
}

/** Goes on with a sign-in. */
export async function respondToChallenge(
  cognito: Cognito,
  pool: Pool,
  client: Client,
  request: z.infer<typeof ChallengeRequest>,
): Promise<AuthResponse> {
  const responses = request.ChallengeResponses ?? {}
  switch (request.ChallengeName) {
    case 'PASSWORD_VERIFIER':
      return verifyPassword(cognito, pool, client, responses)
    case 'NEW_PASSWORD_REQUIRED':
      return replacePassword(cognito, pool, client, request.Session ?? '', responses)
    default:
      throw notImplemented(`the challenge ${request.ChallengeName}`)
  }
}

function requireFlow(client: Client, flow: string): void {
  if (!allowsFlow(client.settings, flow)) throw invalidParameter(`${flow} flow not enabled for this client`)
}
