import { RemovalPolicy } from 'aws-cdk-lib'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IKey, Key } from 'aws-cdk-lib/aws-kms'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import { ownKey } from './keys'
import type { Settings } from './settings'

/** The key of what runs: its logs and its environment. CloudWatch may use it for the log groups of this account. */
export function runtimeKey(scope: Construct, settings: Settings, name: string): Key {
  const key = ownKey(scope, settings, name, 'Logs and environment of what runs')
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: 'AllowLogs',
      principals: [new ServicePrincipal(`logs.${settings.region}.amazonaws.com`)],
      actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
      resources: ['*'],
      conditions: {
        ArnLike: {
          'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:${settings.region}:${settings.account}:log-group:*`,
        },
      },
    }),
  )
  return key
}

/** A log group under our own key, kept as long as PCI DSS 10.5.1 asks. */
export const encryptedLog = (
  scope: Construct,
  id: string,
  logGroupName: string,
  encryptionKey: IKey,
): LogGroup =>
  new LogGroup(scope, id, {
    logGroupName,
    encryptionKey,
    retention: RetentionDays.ONE_YEAR,
    removalPolicy: RemovalPolicy.RETAIN,
  })
