import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { names } from '@/infra/access'
import { queueArn, roleArn } from '@/infra/aws/names'
import { edgeRates } from '@/infra/edge-rates'
import { type QueueName, queues, tables, userPool } from '@/infra/resources'
import { schedules } from '@/infra/service-access'
import { type Assembly, assembly, settings, type Template } from './assembly'

/** What runs: the web tier behind CloudFront, and the workers, as they would be deployed. */
let templates: Assembly
let exported: Set<string>
beforeAll(async () => {
  templates = await assembly()
  exported = new Set(Object.keys(await import('@/server/workers/lambda')))
}, 240_000)

const of = (template: Template, type: string) =>
  Object.values(template.Resources).flatMap((one) => (one.Type === type ? [one.Properties] : []))
const only = (template: Template, type: string) => {
  const [one, ...others] = of(template, type)
  expect(others, type).toEqual([])
  return one
}

const Function = z.object({
  FunctionName: z.string(),
  Handler: z.string().startsWith('workers.'),
  Role: z.string(),
  Runtime: z.string(),
  Timeout: z.number(),
  KmsKeyArn: z.unknown(),
})
type Function = z.infer<typeof Function>
const functionsById = () =>
  new Map(
    Object.entries(templates.workers.Resources)
      .filter(([, { Type }]) => Type === 'AWS::Lambda::Function')
      .map(([id, { Properties }]) => [id, Function.parse(Properties)] as const),
  )
const Source = z.object({
  EventSourceArn: z.unknown(),
  FunctionName: z.object({ Ref: z.string() }),
  FunctionResponseTypes: z.tuple([z.literal('ReportBatchItemFailures')]),
  BatchSize: z.number(),
})
const sources = () => of(templates.workers, 'AWS::Lambda::EventSourceMapping').map((one) => Source.parse(one))
const functionOf = (source: z.infer<typeof Source> | undefined): Function | undefined =>
  functionsById().get(source?.FunctionName.Ref ?? '')

describe('the workers', () => {
  test('each have a handler that is there, and room for what they say', () => {
    expect(functionsById().size).toBeGreaterThan(25)
    for (const { Handler, FunctionName, KmsKeyArn } of functionsById().values()) {
      expect(exported, FunctionName).toContain(Handler.replace('workers.', ''))
      expect(KmsKeyArn, FunctionName).toBeDefined()
    }
    const logs = of(templates.workers, 'AWS::Logs::LogGroup')
    expect(logs).toHaveLength(functionsById().size)
    for (const log of logs) expect(log).toMatchObject({ RetentionInDays: 365, KmsKeyId: expect.anything() })
  })

  const consumed = names(queues).filter((queue) => queue !== 'oms')
  test.each(consumed)(
    'of the queue %s run as the room that owns it, and hide a message while they work',
    (queue) => {
      const source = sources().find(({ EventSourceArn }) => EventSourceArn === queueArn(settings, queue))
      const worker = functionOf(source)
      expect(worker?.Role).toBe(roleArn(settings, queues[queue].owner))
      expect(worker?.Timeout).toBeLessThanOrEqual(queues[queue].visibility)
      expect(worker?.Handler.toLowerCase()).toContain(handlerStem(queue))
    },
  )

  test('leave the queue of the order management to it', () => {
    expect(sources().some(({ EventSourceArn }) => EventSourceArn === queueArn(settings, 'oms'))).toBe(false)
  })

  test('relay every streamed table, as its owner, and sweep up after it', () => {
    for (const table of names(tables).filter((name) => 'stream' in tables[name])) {
      const relay = [...functionsById().values()].find(({ FunctionName }) =>
        FunctionName.endsWith(`-relay-${table}`),
      )
      expect(relay, table).toMatchObject({
        Handler: 'workers.relay',
        Role: roleArn(settings, tables[table].owner),
      })
    }
    const inputs = JSON.stringify(of(templates.workers, 'AWS::Events::Rule'))
    for (const table of names(tables).filter((name) => 'stream' in tables[name])) {
      expect(inputs).toContain(JSON.stringify(JSON.stringify({ table })).slice(1, -1))
    }
  })

  test('on a schedule run as the room whose things they look after', () => {
    for (const [name, { role, handler }] of Object.entries(schedules)) {
      const worker = [...functionsById().values()].find(({ FunctionName }) =>
        FunctionName.endsWith(`-sweep-${name}`),
      )
      expect(worker).toMatchObject({ Handler: `workers.${handler}`, Role: roleArn(settings, role) })
    }
  })

  test('raise an alarm for an event that is parked, wherever one may be', () => {
    const filters = of(templates.workers, 'AWS::Logs::MetricFilter').map((one) => Filter.parse(one))
    const streamed = names(tables).filter((name) => 'stream' in tables[name])
    const watched = filters.map(({ LogGroupName }) => logNamed(LogGroupName.Ref))
    expect(watched.toSorted()).toEqual(
      streamed
        .flatMap((table) => [`/quayside/workers/relay-${table}`, `/quayside/workers/outbox-${table}`])
        .toSorted(),
    )
    for (const { FilterPattern, MetricTransformations } of filters) {
      expect(FilterPattern).toBe('{ $.parkedEvents > 0 }')
      expect(MetricTransformations).toEqual([
        { MetricName: 'ParkedEvents', MetricNamespace: 'quayside-shop', MetricValue: '$.parkedEvents' },
      ])
    }
    expect(alarmOf('quayside-parked-events')).toMatchObject({
      Namespace: 'quayside-shop',
      MetricName: 'ParkedEvents',
      Statistic: 'Sum',
    })
  })

  test.each(names(queues))('raise an alarm for a message of %s that is given up', (queue) => {
    const QueueName = `quayside-${queue}-dlq${queues[queue].fifo ? '.fifo' : ''}`
    expect(of(templates.data, 'AWS::SQS::Queue')).toContainEqual(expect.objectContaining({ QueueName }))
    expect(alarmOf(`quayside-${queue}-given-up`)).toMatchObject({
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value: QueueName }],
      Statistic: 'Maximum',
    })
  })

  test('have alarms that go off at the first, are quiet while nothing happens, and tell a topic of their own', () => {
    const alarms = of(templates.workers, 'AWS::CloudWatch::Alarm')
    expect(alarms).toHaveLength(names(queues).length + 1)
    const [topic] = Object.entries(templates.workers.Resources).find(
      ([, { Type }]) => Type === 'AWS::SNS::Topic',
    ) ?? ['']
    for (const alarm of alarms) {
      expect(alarm).toMatchObject({
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        EvaluationPeriods: 1,
        Period: 60,
        TreatMissingData: 'notBreaching',
        AlarmActions: [{ Ref: topic }],
      })
    }
    expect(only(templates.workers, 'AWS::SNS::Topic')).toMatchObject({ KmsMasterKeyId: expect.anything() })
  })

  test('around a sign-in may be called by our user pool alone', () => {
    for (const name of Object.values(userPool.triggers)) {
      const ids = [...functionsById()].filter(([, { FunctionName }]) => FunctionName.endsWith(`-${name}`))
      expect(ids).toHaveLength(1)
    }
    const allowed = of(templates.workers, 'AWS::Lambda::Permission').filter(
      ({ Principal }) => Principal === 'cognito-idp.amazonaws.com',
    )
    for (const one of allowed) expect(JSON.stringify(one.SourceArn)).toContain(settings.userPoolId)
  })
})

const Filter = z.object({
  FilterPattern: z.string(),
  LogGroupName: z.object({ Ref: z.string() }),
  MetricTransformations: z.array(z.unknown()),
})
const logNamed = (id: string): string => String(templates.workers.Resources[id]?.Properties.LogGroupName)
const alarmOf = (name: string) =>
  of(templates.workers, 'AWS::CloudWatch::Alarm').find(({ AlarmName }) => AlarmName === name)

const handlerStem = (queue: QueueName) => queue.replace(/-consumer$/, '').replaceAll('-', '')

describe('the web tier', () => {
  test('is reached by CloudFront alone, over TLS, through a balancer without a public address', () => {
    expect(only(templates.network, 'AWS::ElasticLoadBalancingV2::LoadBalancer')).toMatchObject({
      Scheme: 'internal',
    })
    expect(only(templates.network, 'AWS::ElasticLoadBalancingV2::Listener')).toMatchObject({
      Port: 443,
      Protocol: 'HTTPS',
      SslPolicy: expect.stringContaining('TLS13'),
    })
    const groups = of(templates.network, 'AWS::EC2::SecurityGroup')
    expect(JSON.stringify(groups)).not.toContain('"CidrIp":"0.0.0.0/0","Description":"from')
    const ingress = [
      ...of(templates.network, 'AWS::EC2::SecurityGroupIngress'),
      ...groups.flatMap(({ SecurityGroupIngress }) =>
        z.array(z.looseObject({})).default([]).parse(SecurityGroupIngress),
      ),
    ]
    expect(ingress.length).toBeGreaterThanOrEqual(3)
    for (const rule of ingress) {
      expect(rule.CidrIp, JSON.stringify(rule)).toBeUndefined()
      expect(rule.SourcePrefixListId ?? rule.SourceSecurityGroupId).toBeDefined()
    }
    const origin = only(templates.data, 'AWS::CloudFront::VpcOrigin')
    expect(origin).toMatchObject({ VpcOriginEndpointConfig: { OriginProtocolPolicy: 'https-only' } })
  })

  test('reaches objects and tables without leaving AWS', () => {
    const services = JSON.stringify(of(templates.network, 'AWS::EC2::VPCEndpoint'))
    for (const service of ['.s3', '.dynamodb', '.sqs', '.events', '.sts', '.secretsmanager']) {
      expect(services).toContain(service)
    }
  })

  test('has two tasks at least, knows when one is well, and lets each end what it has begun', () => {
    expect(only(templates.web, 'AWS::ECS::Service')).toMatchObject({
      DesiredCount: 2,
      LaunchType: 'FARGATE',
      DeploymentConfiguration: {
        MinimumHealthyPercent: 100,
        DeploymentCircuitBreaker: { Enable: true, Rollback: true },
      },
      NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'DISABLED' } },
    })
    const targets = z
      .object({
        HealthCheckPath: z.literal('/readyz'),
        HealthCheckIntervalSeconds: z.number(),
        UnhealthyThresholdCount: z.number(),
        TargetGroupAttributes: z.array(z.object({ Key: z.string(), Value: z.string() })),
      })
      .parse(only(templates.network, 'AWS::ElasticLoadBalancingV2::TargetGroup'))
    const [container] = z
      .object({
        ContainerDefinitions: z.tuple([
          z.object({
            HealthCheck: z.object({ Command: z.array(z.string()) }),
            StopTimeout: z.number(),
            Environment: z.array(z.object({ Name: z.string(), Value: z.unknown() })),
          }),
        ]),
      })
      .parse(only(templates.web, 'AWS::ECS::TaskDefinition')).ContainerDefinitions
    expect(container.HealthCheck.Command.join(' ')).toContain('/healthz')
    const environment = new Map(container.Environment.map(({ Name, Value }) => [Name, Value]))
    const drain = Number(environment.get('DRAIN_SECONDS'))
    const looks = targets.HealthCheckIntervalSeconds * targets.UnhealthyThresholdCount
    expect(drain).toBeGreaterThan(looks)
    // `infra/web.mjs` waits for fifteen seconds more for what is under way.
    expect(container.StopTimeout).toBeGreaterThan(drain + 15)
    expect(environment.get('ASSUME_ROLES_OF')).toBe(settings.account)
    expect(JSON.stringify([...environment])).not.toMatch(/SECRET/)
  })

  test('grows with its work, and shrinks again', () => {
    expect(only(templates.web, 'AWS::ApplicationAutoScaling::ScalableTarget')).toMatchObject({
      MinCapacity: 2,
      MaxCapacity: 20,
    })
    expect(of(templates.web, 'AWS::ApplicationAutoScaling::ScalingPolicy')).toHaveLength(2)
  })
})

describe('what stands before CloudFront', () => {
  const Acl = z.object({
    Scope: z.literal('CLOUDFRONT'),
    Rules: z.array(
      z.looseObject({
        Name: z.string(),
        Priority: z.number(),
        Action: z.looseObject({}).optional(),
        RuleLabels: z.array(z.object({ Name: z.string() })).optional(),
        Statement: z.looseObject({
          RateBasedStatement: z
            .object({ Limit: z.number(), EvaluationWindowSec: z.number() })
            .loose()
            .optional(),
        }),
      }),
    ),
  })
  const acl = () => Acl.parse(only(templates.data, 'AWS::WAFv2::WebACL'))

  test('limits by address what is declared, and either blocks or labels', () => {
    for (const { name, limit, windowSeconds, action } of edgeRates) {
      const rule = acl().Rules.find(({ Name }) => Name === `rate-${name}`)
      expect(rule?.Statement.RateBasedStatement).toMatchObject({
        Limit: limit,
        EvaluationWindowSec: windowSeconds,
      })
      if (action === 'block') expect(JSON.stringify(rule?.Action)).toContain('429')
      else expect(rule?.RuleLabels).toEqual([{ Name: `rate:${name}` }])
    }
    expect([60, 120, 300, 600]).toEqual(
      expect.arrayContaining(edgeRates.map(({ windowSeconds }) => windowSeconds)),
    )
  })

  test('has the groups of rules that AWS keeps, each rule in its own place, and is told of in a log', () => {
    const groups = acl().Rules.filter(({ Statement }) => 'ManagedRuleGroupStatement' in Statement)
    expect(groups.length).toBeGreaterThanOrEqual(4)
    const priorities = acl().Rules.map(({ Priority }) => Priority)
    expect(new Set(priorities).size).toBe(priorities.length)
    expect(of(templates.data, 'AWS::WAFv2::LoggingConfiguration')).toHaveLength(1)
  })

  test('guards the distribution, which the shop’s name leads to', () => {
    expect(JSON.stringify(only(templates.data, 'AWS::CloudFront::Distribution'))).toContain('"WebACLId"')
    const records = of(templates.data, 'AWS::Route53::RecordSet')
    expect(records.map(({ Type }) => Type).sort()).toEqual(['A', 'AAAA'])
    for (const record of records) {
      expect(record).toMatchObject({ Name: `${settings.siteDomain}.`, AliasTarget: expect.anything() })
    }
  })
})
