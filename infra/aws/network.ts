import { Duration } from 'aws-cdk-lib'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import {
  FlowLogDestination,
  GatewayVpcEndpointAwsService,
  InterfaceVpcEndpointAwsService,
  IpAddresses,
  Peer,
  Port,
  SecurityGroup,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2'
import {
  ApplicationLoadBalancer,
  ApplicationProtocol,
  ApplicationTargetGroup,
  SslPolicy,
  TargetType,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2'
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { Construct } from 'constructs'
import { physicalName } from '@/infra/resources'
import { explainWildcards } from './exceptions'
import { balancerLogs } from './logs'
import { constructId } from './names'
import { encryptedLog } from './runtime-logs'
import type { Settings } from './settings'

/** The port that the container listens on, as in `infra/Dockerfile`. */
export const webPort = 3000
/** Seconds for which the load balancer lets requests end that a task still answers; `DRAIN_SECONDS` of the container is shorter. */
const deregistrationSeconds = 30

export interface Network {
  vpc: Vpc
  balancer: ApplicationLoadBalancer
  targets: ApplicationTargetGroup
  tasks: SecurityGroup
}

const { SQS, EVENTBRIDGE, STS, CLOUDWATCH_LOGS, ECR, ECR_DOCKER, SECRETS_MANAGER, KMS, EMAIL } =
  InterfaceVpcEndpointAwsService
const endpoints = {
  sqs: SQS,
  events: EVENTBRIDGE,
  sts: STS,
  logs: CLOUDWATCH_LOGS,
  ecr: ECR,
  'ecr-docker': ECR_DOCKER,
  secrets: SECRETS_MANAGER,
  kms: KMS,
  mail: EMAIL,
}

/** Where the web tier stands: private subnets, ways to AWS that do not leave its network, and a load balancer that nobody but CloudFront
 *  reaches. Payment providers are reached through NAT. */
export function network(scope: Construct, settings: Settings, key: IKey, logs: string): Network {
  const vpc = new Vpc(scope, 'Network', {
    vpcName: physicalName(settings.stage, 'network'),
    ipAddresses: IpAddresses.cidr('10.20.0.0/16'),
    availabilityZones: ['a', 'b'].map((zone) => `${settings.region}${zone}`),
    natGateways: 2,
    restrictDefaultSecurityGroup: false,
    subnetConfiguration: [
      { name: 'nat', subnetType: SubnetType.PUBLIC, cidrMask: 24, mapPublicIpOnLaunch: false },
      { name: 'tasks', subnetType: SubnetType.PRIVATE_WITH_EGRESS, cidrMask: 20 },
    ],
    gatewayEndpoints: {
      objects: { service: GatewayVpcEndpointAwsService.S3 },
      tables: { service: GatewayVpcEndpointAwsService.DYNAMODB },
    },
  })
  const group = encryptedLog(scope, 'FlowLog', `/${settings.stage}/network`, key)
  vpc.addFlowLog('Flows', {
    destination: FlowLogDestination.toCloudWatchLogs(group, flowWriter(scope, settings)),
  })
  const rooms = groups(scope, settings, vpc)
  for (const [name, service] of Object.entries(endpoints)) {
    vpc.addInterfaceEndpoint(constructId(name, 'endpoint'), {
      service,
      open: false,
      securityGroups: [rooms.endpoints],
    })
  }
  const { balancer, targets } = balanced(scope, settings, vpc, rooms.front)
  balancer.setAttribute('access_logs.s3.enabled', 'true')
  balancer.setAttribute('access_logs.s3.bucket', logs)
  balancer.setAttribute('access_logs.s3.prefix', balancerLogs)
  return { vpc, tasks: rooms.tasks, balancer, targets }
}

/** From CloudFront to the balancer, from there to the tasks, from there to AWS: nothing else comes in anywhere. */
function groups(scope: Construct, settings: Settings, vpc: Vpc) {
  const make = (name: string, description: string, allowAllOutbound: boolean) =>
    new SecurityGroup(scope, constructId(name, 'group'), {
      vpc,
      securityGroupName: physicalName(settings.stage, name),
      description,
      allowAllOutbound,
    })
  const front = make('balancer', 'The load balancer', false)
  const tasks = make('tasks', 'The tasks of the web tier', true)
  const within = make('endpoints', 'Ways to AWS', false)
  front.addIngressRule(Peer.prefixList(settings.edgePrefixList), Port.tcp(443), 'CloudFront')
  front.addEgressRule(tasks, Port.tcp(webPort), 'To the tasks')
  tasks.addIngressRule(front, Port.tcp(webPort), 'From the load balancer')
  within.addIngressRule(tasks, Port.tcp(443), 'From the tasks')
  return { front, tasks, endpoints: within }
}

/** HTTPS all the way: CloudFront checks the same certificate that shoppers see. */
function balanced(scope: Construct, settings: Settings, vpc: Vpc, securityGroup: SecurityGroup) {
  const balancer = new ApplicationLoadBalancer(scope, 'Balancer', {
    loadBalancerName: physicalName(settings.stage, 'web'),
    vpc,
    vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
    internetFacing: false,
    securityGroup,
    deletionProtection: true,
    dropInvalidHeaderFields: true,
    // Longer than CloudFront keeps a connection, so that it is never closed under a request.
    idleTimeout: Duration.seconds(65),
  })
  const targets = new ApplicationTargetGroup(scope, 'Targets', {
    targetGroupName: physicalName(settings.stage, 'web'),
    vpc,
    port: webPort,
    protocol: ApplicationProtocol.HTTP,
    targetType: TargetType.IP,
    deregistrationDelay: Duration.seconds(deregistrationSeconds),
    healthCheck: {
      path: '/readyz',
      healthyHttpCodes: '200',
      interval: Duration.seconds(5),
      timeout: Duration.seconds(3),
      healthyThresholdCount: 2,
      unhealthyThresholdCount: 2,
    },
  })
  balancer.addListener('Https', {
    port: 443,
    protocol: ApplicationProtocol.HTTPS,
    sslPolicy: SslPolicy.TLS13_RES,
    certificates: [Certificate.fromCertificateArn(scope, 'WebCertificate', settings.certificateArn)],
    defaultTargetGroups: [targets],
    open: false,
  })
  return { balancer, targets }
}

/** The role by which the network writes who spoke with whom. */
function flowWriter(scope: Construct, { stage, region, account }: Settings) {
  const role = new Role(scope, 'FlowRole', {
    assumedBy: new ServicePrincipal('vpc-flow-logs.amazonaws.com'),
  })
  const resources = [`arn:aws:logs:${region}:${account}:log-group:/${stage}/network:*`]
  const actions = ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents']
  const policy = new ManagedPolicy(role, 'Policy', {
    roles: [role],
    statements: [new PolicyStatement({ actions, resources })],
  })
  explainWildcards(policy, resources)
  return role.withoutPolicyUpdates()
}
