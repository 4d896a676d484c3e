import type { JsonOperation } from '@/infra/local/json-service'
import { alreadyExists, notFound, validation } from './errors'
import {
  BusInput,
  CreateBusInput,
  DescribeBusInput,
  ListBusesInput,
  read,
  TaggedInput,
  TagInput,
  UntagInput,
} from './input'
import { busName, change, type EventBridge, paginate, requireBus, toTags } from './parts'
import type { Bus } from './rules'

/** The operations on buses, and on tags of buses and rules. */
export function busOperations(service: EventBridge): Record<string, JsonOperation> {
  const { rules, context } = service
  const describe = (bus: Bus) => ({
    Name: bus.name,
    Arn: rules.busArn(bus.name),
    Description: bus.description ?? undefined,
    CreationTime: bus.createdAt / 1000,
    LastModifiedTime: bus.modifiedAt / 1000,
  })

  return {
    CreateEventBus: async (input) => {
      const { Name, Description, Tags } = read(CreateBusInput, input)
      if (Name.startsWith('aws.') || Name.includes('/'))
        throw validation(`Event bus name ${Name} is not allowed.`)
      await change(service, () => {
        if (rules.buses.has(Name)) throw alreadyExists(`Event bus ${Name} already exists.`)
        const now = context.now()
        const times = { createdAt: now, modifiedAt: now }
        rules.putBus({ name: Name, description: Description ?? null, tags: toTags(Tags), ...times })
      })
      return { EventBusArn: rules.busArn(Name), Description }
    },

    DeleteEventBus: async (input) => {
      const name = busName(read(BusInput, input).Name)
      if (name === 'default') throw validation('Cannot delete event bus default.')
      await change(service, () => {
        if (rules.onBus(name).length > 0) throw validation("Event bus can't be deleted since it has rules.")
        rules.removeBus(name)
      })
    },

    DescribeEventBus: (input) => {
      const bus = rules.buses.get(requireBus(rules, read(DescribeBusInput, input).Name))
      return bus && describe(bus)
    },

    ListEventBuses: (input) => {
      const { NamePrefix, Limit, NextToken } = read(ListBusesInput, input)
      const found = [...rules.buses.values()]
        .filter((bus) => bus.name.startsWith(NamePrefix ?? ''))
        .sort((a, b) => (a.name < b.name ? -1 : 1))
      const page = paginate(found, (bus) => bus.name, Limit, NextToken)
      return { EventBuses: page.items.map(describe), NextToken: page.NextToken }
    },

    TagResource: async (input) => {
      const { ResourceARN, Tags } = read(TagInput, input)
      await change(service, () => {
        const resource = tagged(ResourceARN)
        resource.save({ ...resource.tags, ...toTags(Tags) })
      })
    },

    UntagResource: async (input) => {
      const { ResourceARN, TagKeys } = read(UntagInput, input)
      await change(service, () => {
        const resource = tagged(ResourceARN)
        const kept = Object.entries(resource.tags).filter(([key]) => !TagKeys.includes(key))
        resource.save(Object.fromEntries(kept))
      })
    },

    ListTagsForResource: (input) => {
      const { tags } = tagged(read(TaggedInput, input).ResourceARN)
      return { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) }
    },
  }

  function tagged(arn: string): { tags: Record<string, string>; save(tags: Record<string, string>): void } {
    for (const bus of rules.buses.values()) {
      if (rules.busArn(bus.name) === arn)
        return { tags: bus.tags, save: (tags) => rules.putBus({ ...bus, tags }) }
      for (const rule of rules.onBus(bus.name)) {
        if (rule.arn === arn) return { tags: rule.tags, save: (tags) => rules.putRule({ ...rule, tags }) }
      }
    }
    throw notFound(`Resource ${arn} does not exist.`)
  }
}
