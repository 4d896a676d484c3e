import { RemovalPolicy } from 'aws-cdk-lib'
import { Key } from 'aws-cdk-lib/aws-kms'
import type { Construct } from 'constructs'
import { physicalName } from '@/infra/resources'
import { constructId } from './names'
import type { Settings } from './settings'

/** A key that is renewed every year and is never thrown away with its stack. Who may use it stands in the roles' own policies. */
export const ownKey = (scope: Construct, settings: Settings, name: string, description: string): Key =>
  new Key(scope, constructId(name, 'key'), {
    alias: physicalName(settings.stage, name),
    description,
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN,
  })
