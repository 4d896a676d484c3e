import { z } from 'zod'

/** Reads `null` like an absent member, as the service does. */
export const optional = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullish().transform((value) => value ?? undefined)

export const AttributeType = z.object({
  Name: z.string().min(1).max(32),
  Value: optional(z.string().max(2048)),
})
export type AttributeType = z.infer<typeof AttributeType>

const SchemaAttribute = z.looseObject({
  Name: z.string().min(1).max(20),
  AttributeDataType: optional(z.enum(['String', 'Number', 'DateTime', 'Boolean'])),
  Mutable: optional(z.boolean()),
  Required: optional(z.boolean()),
})

const PasswordPolicy = z.object({
  MinimumLength: optional(z.int().min(6).max(99)),
  RequireUppercase: optional(z.boolean()),
  RequireLowercase: optional(z.boolean()),
  RequireNumbers: optional(z.boolean()),
  RequireSymbols: optional(z.boolean()),
  TemporaryPasswordValidityDays: optional(z.int().min(0).max(365)),
  PasswordHistorySize: optional(z.int().min(0).max(24)),
})
export type PasswordPolicy = z.infer<typeof PasswordPolicy>

const VerificationTemplate = z.looseObject({
  EmailMessage: optional(z.string()),
  EmailSubject: optional(z.string()),
})

/** What of a pool can be set when it is created. Members that this cloud has no use for are kept and shown again. */
export const PoolSettings = z.looseObject({
  Policies: optional(z.looseObject({ PasswordPolicy: optional(PasswordPolicy) })),
  UsernameAttributes: optional(z.array(z.enum(['email', 'phone_number']))),
  AliasAttributes: optional(z.array(z.enum(['email', 'phone_number', 'preferred_username']))),
  AutoVerifiedAttributes: optional(z.array(z.enum(['email', 'phone_number']))),
  UsernameConfiguration: optional(z.object({ CaseSensitive: z.boolean() })),
  AdminCreateUserConfig: optional(z.looseObject({ AllowAdminCreateUserOnly: optional(z.boolean()) })),
  Schema: optional(z.array(SchemaAttribute)),
  UserAttributeUpdateSettings: optional(
    z.object({ AttributesRequireVerificationBeforeUpdate: optional(z.array(z.string())) }),
  ),
  EmailVerificationMessage: optional(z.string()),
  EmailVerificationSubject: optional(z.string()),
  VerificationMessageTemplate: optional(VerificationTemplate),
  MfaConfiguration: optional(z.enum(['OFF', 'ON', 'OPTIONAL'])),
  LambdaConfig: optional(z.record(z.string(), z.unknown())),
  UserPoolTags: optional(z.record(z.string(), z.string())),
  DeletionProtection: optional(z.enum(['ACTIVE', 'INACTIVE'])),
})
export type PoolSettings = z.infer<typeof PoolSettings>

const Unit = optional(z.enum(['seconds', 'minutes', 'hours', 'days']))

/** What of an app client can be set. */
export const ClientSettings = z.looseObject({
  ExplicitAuthFlows: optional(z.array(z.string())),
  AccessTokenValidity: optional(z.int().min(1).max(86_400)),
  IdTokenValidity: optional(z.int().min(1).max(86_400)),
  RefreshTokenValidity: optional(z.int().min(0).max(315_360_000)),
  TokenValidityUnits: optional(z.object({ AccessToken: Unit, IdToken: Unit, RefreshToken: Unit })),
  PreventUserExistenceErrors: optional(z.enum(['LEGACY', 'ENABLED'])),
  EnableTokenRevocation: optional(z.boolean()),
  AuthSessionValidity: optional(z.int().min(3).max(15)),
  RefreshTokenRotation: optional(
    z.object({
      Feature: z.enum(['ENABLED', 'DISABLED']),
      RetryGracePeriodSeconds: optional(z.int().min(0).max(60)),
    }),
  ),
  ReadAttributes: optional(z.array(z.string())),
  WriteAttributes: optional(z.array(z.string())),
})
export type ClientSettings = z.infer<typeof ClientSettings>

const SECONDS = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 }

/** How long the tokens of a client live, in seconds. */
export function tokenLifetimes(settings: ClientSettings): { access: number; id: number; refresh: number } {
  const units = settings.TokenValidityUnits
  return {
    access: (settings.AccessTokenValidity ?? 1) * SECONDS[units?.AccessToken ?? 'hours'],
    id: (settings.IdTokenValidity ?? 1) * SECONDS[units?.IdToken ?? 'hours'],
    refresh: (settings.RefreshTokenValidity || 30) * SECONDS[units?.RefreshToken ?? 'days'],
  }
}

/** Whether a client may sign in this way; what it may when nothing was set is what AWS allows then. */
export function allowsFlow(settings: ClientSettings, flow: string): boolean {
  const allowed = settings.ExplicitAuthFlows ?? [
    'ALLOW_REFRESH_TOKEN_AUTH',
    'ALLOW_USER_SRP_AUTH',
    'ALLOW_CUSTOM_AUTH',
  ]
  return allowed.includes(`ALLOW_${flow}`) || allowed.includes(flow)
}
