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
  /** Where CloudFront finds the web tier. */
  WEB_ORIGIN_DOMAIN: z.string().min(4).default('web.example.com'),
  CERTIFICATE_ARN: z
    .string()
    .startsWith('arn:aws:acm:us-east-1:')
    .default('arn:aws:acm:us-east-1:111122223333:certificate/00000000-0000-0000-0000-000000000000'),
  WEB_ACL_ARN: z
    .string()
    .startsWith('arn:aws:wafv2:us-east-1:')
    .default(
      'arn:aws:wafv2:us-east-1:111122223333:global/webacl/quayside/00000000-0000-0000-0000-000000000000',
    ),
})

export interface Settings {
  stage: string
  account: string
  organisation: string
  region: string
  replicaRegion: string
  siteDomain: string
  webOriginDomain: string
  certificateArn: string
  webAclArn: string
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
    webOriginDomain: env.WEB_ORIGIN_DOMAIN,
    certificateArn: env.CERTIFICATE_ARN,
    webAclArn: env.WEB_ACL_ARN,
  }
}
