import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib'
import { Repository, RepositoryEncryption, TagMutability } from 'aws-cdk-lib/aws-ecr'
import {
  Cluster,
  ContainerImage,
  ContainerInsights,
  CpuArchitecture,
  FargateService,
  FargateTaskDefinition,
  LogDriver,
  OperatingSystemFamily,
  Secret as TaskSecret,
} from 'aws-cdk-lib/aws-ecs'
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { type ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Construct } from 'constructs'
import { physicalName } from '@/infra/resources'
import { roleArn, webTier } from './names'
import { type Network, webPort } from './network'
import { explainWildcards } from './exceptions'
import { encryptedLog } from './runtime-logs'
import { internalSecretName, sharedEnvironment } from './runtime-environment'
import type { Settings } from './settings'

/** Seconds: the task says that it is not ready, goes on for the first, and is killed after the second. The load balancer looks every
 *  five seconds and needs two looks. */
const drainSeconds = 15
const killSeconds = 45
const fewest = 2
const most = 20

/** The web tier: the container of `infra/Dockerfile`, two tasks at least, each in another zone. */
export function webService(
  scope: Construct,
  settings: Settings,
  key: IKey,
  { vpc, targets, tasks }: Network,
) {
  const repository = new Repository(scope, 'Images', {
    repositoryName: physicalName(settings.stage, 'web'),
    encryption: RepositoryEncryption.KMS,
    encryptionKey: key,
    imageScanOnPush: true,
    imageTagMutability: TagMutability.IMMUTABLE,
    lifecycleRules: [{ maxImageCount: 50 }],
    removalPolicy: RemovalPolicy.RETAIN,
  })
  const cluster = new Cluster(scope, 'Cluster', {
    clusterName: physicalName(settings.stage, 'web'),
    vpc,
    containerInsightsV2: ContainerInsights.ENHANCED,
  })
  const secret = Secret.fromSecretNameV2(scope, 'Internal', internalSecretName(settings))
  const definition = new FargateTaskDefinition(scope, 'WebTask', {
    family: physicalName(settings.stage, 'web'),
    cpu: 1024,
    memoryLimitMiB: 2048,
    runtimePlatform: {
      cpuArchitecture: CpuArchitecture.X86_64,
      operatingSystemFamily: OperatingSystemFamily.LINUX,
    },
    executionRole: starter(scope, settings, { key, repository, secret }),
    taskRole: Role.fromRoleArn(scope, 'WebTierRole', roleArn(settings, webTier), { mutable: false }),
  })
  definition.addContainer('web', {
    image: ContainerImage.fromEcrRepository(repository, settings.imageTag),
    portMappings: [{ containerPort: webPort }],
    environment: {
      ...sharedEnvironment(settings),
      ASSUME_ROLES_OF: settings.account,
      PORT: String(webPort),
      DRAIN_SECONDS: String(drainSeconds),
    },
    secrets: { INTERNAL_SECRET: TaskSecret.fromSecretsManager(secret) },
    healthCheck: {
      command: [
        'CMD',
        'node',
        '-e',
        `fetch('http://127.0.0.1:${webPort}/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))`,
      ],
      interval: Duration.seconds(10),
      timeout: Duration.seconds(3),
      startPeriod: Duration.seconds(20),
      retries: 3,
    },
    stopTimeout: Duration.seconds(killSeconds),
    logging: LogDriver.awsLogs({
      logGroup: encryptedLog(scope, 'WebLog', `/${settings.stage}/web`, key),
      streamPrefix: 'web',
    }),
  })
  const service = new FargateService(scope, 'Web', {
    serviceName: physicalName(settings.stage, 'web'),
    cluster,
    taskDefinition: definition,
    desiredCount: fewest,
    assignPublicIp: false,
    securityGroups: [tasks],
    minHealthyPercent: 100,
    maxHealthyPercent: 200,
    circuitBreaker: { rollback: true },
    healthCheckGracePeriod: Duration.seconds(60),
  })
  service.attachToApplicationTargetGroup(targets)
  const scaling = service.autoScaleTaskCount({ minCapacity: fewest, maxCapacity: most })
  scaling.scaleOnCpuUtilization('Processor', {
    targetUtilizationPercent: 55,
    scaleOutCooldown: Duration.seconds(30),
    scaleInCooldown: Duration.minutes(5),
  })
  scaling.scaleOnRequestCount('Requests', {
    requestsPerTarget: 3_000,
    targetGroup: targets,
    scaleOutCooldown: Duration.seconds(30),
    scaleInCooldown: Duration.minutes(5),
  })
}

interface Starting {
  key: IKey
  repository: Repository
  secret: ISecret
}

/** What ECS itself may do to start a task: fetch the image and the secret, and write the log. */
function starter(scope: Construct, settings: Settings, { key, repository, secret }: Starting) {
  const role = new Role(scope, 'StarterRole', {
    roleName: physicalName(settings.stage, 'web-starter'),
    description: 'Starts the tasks of the web tier',
    assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com'),
  })
  const log = `arn:aws:logs:${settings.region}:${settings.account}:log-group:/${settings.stage}/web:*`
  const allow = (actions: string[], resources: string[]) => new PolicyStatement({ actions, resources })
  const policy = new ManagedPolicy(role, 'Policy', {
    roles: [role],
    statements: [
      allow(['ecr:GetAuthorizationToken'], ['*']),
      allow(
        ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        [repository.repositoryArn],
      ),
      allow(['secretsmanager:GetSecretValue'], [`${secret.secretArn}-??????`]),
      allow(['kms:Decrypt'], [key.keyArn]),
      allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [log]),
    ],
  })
  explainWildcards(policy, [log])
  Validations.of(policy).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: 'A token of ECR is for no repository; what it opens stands in the next statement.',
  })
  return role.withoutPolicyUpdates()
}
