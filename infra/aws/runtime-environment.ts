import { physicalName } from '@/infra/resources'
import type { Settings } from './settings'

/** The secret by which processes of one deployment know each other. */
export const internalSecretName = ({ stage }: Settings): string => physicalName(stage, 'internal')

/** What every process of the shop is told: names and addresses, nothing secret. See `server/platform/config.ts`. */
export const sharedEnvironment = (settings: Settings): Record<string, string> => ({
  CLOUD: 'aws',
  STAGE: settings.stage,
  SITE_URL: `https://${settings.siteDomain}`,
  COGNITO_USER_POOL_ID: settings.userPoolId,
  COGNITO_CLIENT_ID: settings.userPoolClientId,
  MAIL_FROM: settings.mailFrom,
  SHARED_DIR: 'shared',
  DATA_DIR: '/tmp/quayside',
})
