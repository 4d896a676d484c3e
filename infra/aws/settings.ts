import { z } from 'zod'

/** What differs between deployments. The defaults are AWS's example values: they synthesise, and deploy nowhere. */
const Environment = z.object({
  STAGE: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,19}$/)
    .default('quayside'),
  AWS_ACCOUNT_ID: z
    .string()
    .regex(/^\d{12}$/)
    .default('111122223333'),
  AWS_ORGANISATION_ID: z
    .string()
    .regex(/^o-[a-z0-9]{10,32}$/)
    .default('o-exampleorgid'),
  /** CloudFront takes certificates and web ACLs from us-east-1 alone, so the first region is there. */
  AWS_REGION: z.literal('us-east-1').default('us-east-1'),
  REPLICA_REGION: z
    .string()
    .regex(/^[a-z]{2}-[a-z]+-\d$/)
    .default('eu-west-1'),
  SITE_DOMAIN: z.string().min(4).default('shop.example.com'),
  /** The hosted zone in which the shop's name stands. */
  HOSTED_ZONE_NAME: z.string().min(4).default('example.com'),
  HOSTED_ZONE_ID: z
    .string()
    .regex(/^Z[A-Z0-9]{1,31}$/)
    .default('Z0123456789EXAMPLE00'),
  /** Shown by CloudFront to shoppers, and by the load balancer to CloudFront. */
  CERTIFICATE_ARN: z
    .string()
    .startsWith('arn:aws:acm:us-east-1:')
    .default('arn:aws:acm:us-east-1:111122223333:certificate/00000000-0000-0000-0000-000000000000'),
  /** The addresses from which CloudFront comes to origins in this region, a list that AWS keeps. */
  EDGE_PREFIX_LIST: z
    .string()
    .regex(/^pl-[0-9a-f]{8,17}$/)
    .default('pl-3b927c52'),
  COGNITO_USER_POOL_ID: z
    .string()
    .regex(/^us-east-1_[A-Za-z0-9]+$/)
    .default('us-east-1_EXAMPLE00'),
  COGNITO_CLIENT_ID: z
    .string()
    .regex(/^[a-z0-9]+$/)
    .default('0example0example0example00'),
  /** The sender of the shop's e-mails; SES has verified its domain. */
  MAIL_FROM: z.email().default('shop@shop.example.com'),
  /** Who is told when an alarm goes off; without it, whoever subscribes to the topic. */
  ALARM_EMAIL: z.email().optional(),
  /** The image of the web tier: the commit that it was built from. */
  IMAGE_TAG: z
    .string()
    .regex(/^[\w.-]{1,128}$/)
    .default('first'),
})

export interface Settings {
  stage: string
  account: string
  organisation: string
  region: string
  replicaRegion: string
  siteDomain: string
  hostedZone: { id: string; name: string }
  certificateArn: string
  edgePrefixList: string
  userPoolId: string
  userPoolClientId: string
  mailFrom: string
  alarmEmail?: string
  imageTag: string
}

/** @throws ZodError when a variable is wrong */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const env = Environment.parse(environment)
  return {
    stage: env.STAGE,
    account: env.AWS_ACCOUNT_ID,
    organisation: env.AWS_ORGANISATION_ID,
    region: env.AWS_REGION,
    replicaRegion: env.REPLICA_REGION,
    siteDomain: env.SITE_DOMAIN,
    hostedZone: { id: env.HOSTED_ZONE_ID, name: env.HOSTED_ZONE_NAME },
    certificateArn: env.CERTIFICATE_ARN,
    edgePrefixList: env.EDGE_PREFIX_LIST,
    userPoolId: env.COGNITO_USER_POOL_ID,
    userPoolClientId: env.COGNITO_CLIENT_ID,
    mailFrom: env.MAIL_FROM,
    alarmEmail: env.ALARM_EMAIL,
    imageTag: env.IMAGE_TAG,
  }
}
