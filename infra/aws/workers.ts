import { Duration } from 'aws-cdk-lib'
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { Key } from 'aws-cdk-lib/aws-kms'
import {
  Architecture,
  type Code,
  Function as Lambda,
  Runtime,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { names } from '@/infra/access'
import type { Capability } from '@/infra/capabilities'
import { physicalName, type QueueName, queues, type TableName, tables, userPool } from '@/infra/resources'
import { poolFunctions, queueMemory, schedules } from '@/infra/service-access'
import { alarms } from './alarms'
import { constructId, queueArn, roleArn, userPoolArn } from './names'
import { encryptedLog } from './runtime-logs'
import type { Settings } from './settings'

interface Given {
  code: Code
  key: Key
  environment: Record<string, string>
  /** The streams of the tables that have one. */
  streams: ReadonlyMap<TableName, string>
}

/** The queue of the order management system, which is not ours to consume. */
const notOurs: readonly QueueName[] = ['oms']
const longestSeconds = 900
const ordinaryMemory = 512

interface Work {
  name: string
  role: Capability
  handler: string
  timeoutSeconds: number
  memory?: number
  environment?: Record<string, string>
}

/** The workers as functions (`server/workers/lambda.ts`): one for each queue, under the role of the room that owns it; one for each
 *  stream, which carries its events to the bus; and those that sweep up on a schedule. */
export function workers(scope: Construct, settings: Settings, given: Given): void {
  const make = functions(scope, settings, given)
  for (const queue of names(queues).filter((name) => !notOurs.includes(name))) {
    const { owner, visibility } = queues[queue]
    const worker = make({
      name: queue,
      role: owner,
      handler: handlerOf(queue),
      timeoutSeconds: Math.min(visibility, longestSeconds),
      memory: queueMemory[queue],
    })
    worker.addEventSourceMapping('Source', {
      eventSourceArn: queueArn(settings, queue),
      batchSize: visibility >= 300 ? 1 : 10,
      reportBatchItemFailures: true,
    })
  }
  const relays: Lambda[] = []
  for (const [table, eventSourceArn] of given.streams) {
    const worker = make({
      name: `relay-${table}`,
      role: tables[table].owner,
      handler: 'relay',
      timeoutSeconds: 60,
    })
    worker.addEventSourceMapping('Source', {
      eventSourceArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      parallelizationFactor: 4,
      reportBatchItemFailures: true,
    })
    const sweeper = make({
      name: `outbox-${table}`,
      role: tables[table].owner,
      handler: 'sweepOutboxOf',
      timeoutSeconds: 60,
    })
    scheduled(scope, settings, `outbox-${table}`, 1, { worker: sweeper, input: { table } })
    relays.push(worker, sweeper)
  }
  alarms(scope, settings, given.key, relays)
  for (const name of new Set(Object.values(userPool.triggers))) {
    const declared = poolFunctions[name]
    if (!declared) throw new Error(`${name} is a trigger of the user pool, but no function`)
    // Cognito gives up after five seconds.
    const worker = make({ name, ...declared, timeoutSeconds: 5 })
    worker.addPermission('UserPool', {
      principal: new ServicePrincipal('cognito-idp.amazonaws.com'),
      sourceArn: userPoolArn(settings),
      sourceAccount: settings.account,
    })
  }
  for (const [name, { role, handler, everyMinutes, memory }] of Object.entries(schedules)) {
    const timeoutSeconds = everyMinutes === 1 ? 60 : longestSeconds
    const worker = make({ name: `sweep-${name}`, role, handler, timeoutSeconds, memory })
    scheduled(scope, settings, `sweep-${name}`, everyMinutes, { worker })
  }
}

/** `archive-consumer` is worked off by `archiveConsumer`, `uploads` by `uploadsConsumer`. */
export function handlerOf(queue: QueueName): string {
  const [first = '', ...others] = queue.replace(/-consumer$/, '').split('-')
  return `${first}${others.map((word) => constructId(word)).join('')}Consumer`
}

function functions(scope: Construct, settings: Settings, { code, key, environment }: Given) {
  const roles = new Map<Capability, ReturnType<typeof Role.fromRoleArn>>()
  const roleOf = (capability: Capability) => {
    const known = roles.get(capability)
    if (known) return known
    const id = constructId(capability, 'role')
    const made = Role.fromRoleArn(scope, id, roleArn(settings, capability), { mutable: false })
    roles.set(capability, made)
    return made
  }
  return ({ name, role, handler, timeoutSeconds, memory = ordinaryMemory }: Work): Lambda =>
    new Lambda(scope, constructId(name, 'function'), {
      functionName: physicalName(settings.stage, name),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.X86_64,
      handler: `workers.${handler}`,
      code,
      role: roleOf(role),
      timeout: Duration.seconds(timeoutSeconds),
      memorySize: memory,
      environment,
      environmentEncryption: key,
      logGroup: encryptedLog(scope, constructId(name, 'log'), `/${settings.stage}/workers/${name}`, key),
    })
}

function scheduled(
  scope: Construct,
  settings: Settings,
  name: string,
  everyMinutes: number,
  { worker, input }: { worker: Lambda; input?: object },
): void {
  const rule = new Rule(scope, constructId(name, 'schedule'), {
    ruleName: physicalName(settings.stage, name),
    schedule: Schedule.rate(Duration.minutes(everyMinutes)),
  })
  rule.addTarget(
    new LambdaFunction(worker, { event: RuleTargetInput.fromObject(input ?? {}), retryAttempts: 0 }),
  )
}
