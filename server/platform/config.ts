import { resolve } from 'node:path'
import { z } from 'zod'

const Url = z.url({ protocol: /^https?$/ })

/** Every environment variable that the shop reads. `.env.example` says when to set each. */
const Environment = z.object({
  CLOUD: z.enum(['local', 'aws']).default('local'),
  STAGE: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,19}$/, 'lower-case letters, digits and dashes, 20 at most')
    .default('quayside'),
  DATA_DIR: z.string().min(1).default('.data'),
  SITE_URL: Url.default('http://localhost:3000'),
  AWS_REGION: z.string().min(1).default('us-east-1'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  COGNITO_USER_POOL_ID: z.string().optional(),
  COGNITO_CLIENT_ID: z.string().optional(),
  /** Where the browser reaches Cognito; unset on AWS, where it follows from the region. */
  COGNITO_PUBLIC_ENDPOINT: Url.optional(),
  COGNITO_JWKS_URL: Url.optional(),
  AWS_ENDPOINT_URL_S3: Url.optional(),
  /** The account whose capability roles this process takes on; unset where it runs as the one role it needs. */
  ASSUME_ROLES_OF: z
    .string()
    .regex(/^\d{12}$/, 'an account id of 12 digits')
    .optional(),
  EDGE_ADMIN_URL: Url.optional(),
  WEB_INTERNAL_URL: Url.optional(),
  INTERNAL_SECRET: z.string().min(32, 'at least 32 characters').optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  OPENSEARCH_URL: Url.optional(),
  KAFKA_BROKERS: z
    .string()
    .regex(/^[^\s,:]+:\d+(,[^\s,:]+:\d+)*$/, 'host:port, with commas between them')
    .optional(),
  KAFKA_TLS: z.enum(['on', 'off']).optional(),
  KAFKA_USERNAME: z.string().optional(),
  KAFKA_PASSWORD: z.string().optional(),
  CLOUDFRONT_DISTRIBUTION_ID: z.string().optional(),
  SHARED_DIR: z.string().min(1).default('shared'),
  DOOR_URL: Url.optional(),
  MAILBOX_URL: Url.optional(),
  /** The sender of the shop's e-mails, an identity that SES has verified. */
  MAIL_FROM: z.string().optional(),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^(sk|rk)_/, 'a secret or restricted key of Stripe')
    .optional(),
  STRIPE_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_/, 'the signing secret of a webhook endpoint')
    .optional(),
  STRIPE_PUBLISHABLE_KEY: z.string().regex(/^pk_/, 'a publishable key of Stripe').optional(),
  /** Where Stripe's API is when it is not Stripe's own. */
  STRIPE_API_BASE: Url.optional(),
  /** A detector of Amazon Fraud Detector in place of the shop's own rules. */
  FRAUD_DETECTOR_ID: z.string().optional(),
  /** Milliseconds between two steps of the order management's stand-in. */
  OMS_PACE_MS: z.coerce.number().int().nonnegative().default(20_000),
})

export interface Config {
  cloud: 'local' | 'aws'
  stage: string
  dataDirectory: string
  sharedDirectory: string
  siteUrl: string
  region: string
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  identity?: { userPoolId: string; clientId: string; publicEndpoint?: string; jwksUrl?: string }
  /** Where S3 is when it is not AWS's own; then buckets stand in the path, not in the host name. */
  objectsEndpoint?: string
  /** The account in which each room's requests to S3 are signed by its own role. */
  assumeRoles?: string
  edgeAdminUrl?: string
  webInternalUrl?: string
  /** Signs what processes of one deployment say to each other. */
  internalSecret?: string
  redisUrl?: string
  openSearchUrl?: string
  /** Where it is set, streams are topics of Kafka. */
  kafka?: { brokers: string[]; tls: boolean; user?: { username: string; password: string } }
  distributionId?: string
  /** The local cloud's door for test suites and its mailbox; never present on AWS. */
  doorUrl?: string
  mailboxUrl?: string
  mailFrom?: string
  /** Where it is set, Stripe moves the money. */
  stripe?: { secretKey: string; webhookSecret?: string; publishableKey?: string; apiBase?: string }
  fraudDetectorId?: string
  omsPaceMs: number
}

/** Reads and checks a set of environment variables.
 *  @throws Error with one sentence for each variable that is wrong */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(present)
  if (!parsed.success) {
    const sentences = parsed.error.issues.map(
      (issue) => `${issue.path.join('.')} is wrong: ${issue.message}.`,
    )
    throw new Error(`The configuration cannot be used. ${sentences.join(' ')} See .env.example.`)
  }
  const env = parsed.data
  const local = env.CLOUD === 'local'
  return {
    cloud: env.CLOUD,
    stage: env.STAGE,
    dataDirectory: resolve(/* turbopackIgnore: true */ env.DATA_DIR),
    sharedDirectory: resolve(/* turbopackIgnore: true */ env.SHARED_DIR),
    siteUrl: env.SITE_URL.replace(/\/$/, ''),
    region: env.AWS_REGION,
    logLevel: env.LOG_LEVEL,
    ...(env.COGNITO_USER_POOL_ID && env.COGNITO_CLIENT_ID
      ? {
          identity: {
            userPoolId: env.COGNITO_USER_POOL_ID,
            clientId: env.COGNITO_CLIENT_ID,
            publicEndpoint: env.COGNITO_PUBLIC_ENDPOINT,
            jwksUrl: env.COGNITO_JWKS_URL,
          },
        }
      : {}),
    objectsEndpoint: env.AWS_ENDPOINT_URL_S3,
    assumeRoles: env.ASSUME_ROLES_OF,
    edgeAdminUrl: env.EDGE_ADMIN_URL,
    webInternalUrl: env.WEB_INTERNAL_URL,
    internalSecret: env.INTERNAL_SECRET,
    redisUrl: env.REDIS_URL,
    openSearchUrl: env.OPENSEARCH_URL,
    ...(env.KAFKA_BROKERS
      ? {
          kafka: {
            brokers: env.KAFKA_BROKERS.split(','),
            tls: env.KAFKA_TLS === 'on',
            ...(env.KAFKA_USERNAME && env.KAFKA_PASSWORD
              ? { user: { username: env.KAFKA_USERNAME, password: env.KAFKA_PASSWORD } }
              : {}),
          },
        }
      : {}),
    distributionId: env.CLOUDFRONT_DISTRIBUTION_ID,
    doorUrl: local ? env.DOOR_URL : undefined,
    mailboxUrl: local ? env.MAILBOX_URL : undefined,
    mailFrom: env.MAIL_FROM,
    ...(env.STRIPE_SECRET_KEY
      ? {
          stripe: {
            secretKey: env.STRIPE_SECRET_KEY,
            webhookSecret: env.STRIPE_WEBHOOK_SECRET,
            publishableKey: env.STRIPE_PUBLISHABLE_KEY,
            apiBase: env.STRIPE_API_BASE,
          },
        }
      : {}),
    fraudDetectorId: env.FRAUD_DETECTOR_ID,
    omsPaceMs: env.OMS_PACE_MS,
  }
}

let current: Config | undefined

/** The configuration of this process, read from the environment on first use. */
export function config(): Config {
  current ??= readConfig(process.env)
  return current
}
