import { Commits } from '@/infra/local/commits'
import { jsonHandler } from '@/infra/local/json-service'
import { isJsonObject } from '@/infra/local/requests'
import type { LocalContext, LocalService } from '@/infra/local/service'
import { busOperations } from './bus-operations'
import { Deliveries } from './deliveries'
import { envelope } from './event'
import { eventOperations } from './event-operations'
import { busName, type EventBridge } from './parts'
import { ruleOperations } from './rule-operations'
import { Rules } from './rules'
import { clearSchema, createSchema } from './schema'
import { targetOperations } from './target-operations'

/** Opens the event service: Amazon EventBridge in its JSON 1.1 protocol, on a database of its own. */
export function open(context: LocalContext): LocalService {
  const database = context.database('eventbridge')
  createSchema(database)
  const rules = new Rules(database, context)
  const commits = new Commits(database)
  const deliveries = new Deliveries(database, commits, rules, context)
  const service: EventBridge = { context, rules, commits, deliveries }

  context.peers.putEvent = async ({ source, detailType, detail, bus, resources = [] }) => {
    if (!isJsonObject(detail)) throw new TypeError('The detail of an event is an object.')
    const event = envelope({ source, detailType, detail, resources, time: context.now() }, context)
    await commits.run(() => deliveries.accept(busName(bus), event))
    deliveries.kick()
  }

  deliveries.kick()
  return {
    handle: jsonHandler(context, {
      name: 'eventbridge',
      signingName: 'events',
      target: 'AWSEvents',
      version: '1.1',
      operations: {
        ...busOperations(service),
        ...ruleOperations(service),
        ...targetOperations(service),
        ...eventOperations(service),
      },
      bodyLimit: 4 * 2 ** 20,
    }),
    reset() {
      clearSchema(database)
      rules.load()
    },
    close() {
      deliveries.close()
    },
  }
}
