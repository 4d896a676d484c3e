/** Services of AWS that a new customer can no longer begin with, or that have ended. Nothing here may be deployed or called, but for
 *  the exceptions below. A service that is not here was open when the table was last read through. */
export const readThroughOn = '2026-11-21'

interface ServiceStatus {
  service: string
  state: 'closed to new customers' | 'ended' | 'superseded'
  since: string
  source: string
  /** The types of its resources in CloudFormation begin so. */
  resources: readonly string[]
  /** Its clients in the AWS SDK for JavaScript and other packages. */
  packages: readonly string[]
  instead: string
}

export const serviceStatus: readonly ServiceStatus[] = [
  {
    service: 'Amazon Pinpoint',
    state: 'ended',
    since: '2026-10-30',
    source: 'https://docs.aws.amazon.com/pinpoint/index.md',
    resources: ['AWS::Pinpoint::', 'AWS::PinpointEmail::'],
    packages: [
      '@aws-sdk/client-pinpoint',
      '@aws-sdk/client-pinpoint-email',
      '@aws-sdk/client-pinpoint-sms-voice',
    ],
    instead: 'SES v2, End User Messaging, Connect Customer Profiles',
  },
  {
    service: 'Amazon Fraud Detector',
    state: 'closed to new customers',
    since: '2025-11-07',
    source: 'https://docs.aws.amazon.com/frauddetector/latest/ug/doc-history.html',
    resources: ['AWS::FraudDetector::'],
    packages: ['@aws-sdk/client-frauddetector'],
    instead: 'own rules, velocities and the labels of AWS WAF',
  },
  {
    service: 'Amazon Glacier (vaults)',
    state: 'closed to new customers',
    since: '2025-12-15',
    source: 'https://docs.aws.amazon.com/amazonglacier/latest/dev/api-Grant.html',
    resources: ['AWS::Glacier::'],
    packages: ['@aws-sdk/client-glacier'],
    instead: 'S3 Object Lock and the Glacier storage classes of S3',
  },
  {
    service: 'S3 Object Lambda',
    state: 'closed to new customers',
    since: '2025-11-07',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/olap-best-practices.html',
    resources: ['AWS::S3ObjectLambda::'],
    packages: [],
    instead: 'renditions that are made when an object arrives',
  },
  {
    service: 'AWS App Runner',
    state: 'closed to new customers',
    since: '2026-04-30',
    source: 'https://github.com/hashicorp/terraform-provider-aws/issues/47161',
    resources: ['AWS::AppRunner::'],
    packages: ['@aws-sdk/client-apprunner'],
    instead: 'Fargate behind a load balancer',
  },
  {
    service: 'Amazon Lex V1',
    state: 'ended',
    since: '2025-09-15',
    source: 'https://docs.aws.amazon.com/lexv2/latest/dg/migration.html',
    resources: [],
    packages: ['@aws-sdk/client-lex-runtime-service', '@aws-sdk/client-lex-model-building-service'],
    instead: 'Lex V2',
  },
  {
    service: 'CloudWatch Evidently',
    state: 'ended',
    since: '2025-10-16',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Evidently',
    resources: ['AWS::Evidently::'],
    packages: ['@aws-sdk/client-evidently'],
    instead: 'flags in DynamoDB, or AppConfig',
  },
  {
    service: 'AWS X-Ray SDKs',
    state: 'superseded',
    since: '2026-02-25',
    source: 'https://docs.aws.amazon.com/xray/latest/devguide/xray-sdk-daemon-timeline.html',
    resources: [],
    packages: ['aws-xray-sdk', 'aws-xray-sdk-core'],
    instead: 'OpenTelemetry',
  },
  {
    service: 'Location: maps, place indexes, route calculators',
    state: 'superseded',
    since: '2024-11-07',
    source: 'https://docs.aws.amazon.com/location/latest/developerguide/what-is.html',
    resources: ['AWS::Location::Map', 'AWS::Location::PlaceIndex', 'AWS::Location::RouteCalculator'],
    packages: [],
    instead: 'geo-places, geo-maps and geo-routes; trackers and geofences stay',
  },
]

/** What is used all the same, and why. */
export const serviceExceptions: readonly { package: string; reason: string }[] = [
  {
    package: '@aws-sdk/client-frauddetector',
    reason:
      'An adapter for those who were customers before; the shop decides by its own rules unless it is chosen.',
  },
]
