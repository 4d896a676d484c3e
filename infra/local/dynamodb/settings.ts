import { z } from 'zod'
import type { JsonObject } from '@/infra/local/requests'
import type { Store } from './store'
import { dynamoError } from './table'
import { parsed, TableReference, WireTags } from './table-input'
import { invalid } from './values'

const TimeToLiveInput = z.strictObject({
  TableName: z.string(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string().min(1).max(255), Enabled: z.boolean() }),
})
const BackupsInput = z.strictObject({
  TableName: z.string(),
  PointInTimeRecoverySpecification: z.object({
    PointInTimeRecoveryEnabled: z.boolean(),
    RecoveryPeriodInDays: z.int().min(1).max(35).optional(),
  }),
})
const TagInput = z.strictObject({ ResourceArn: z.string(), Tags: WireTags.min(1) })
const UntagInput = z.strictObject({ ResourceArn: z.string(), TagKeys: z.array(z.string()).min(1) })
const TagsInput = z.strictObject({ ResourceArn: z.string(), NextToken: z.string().optional() })

/** What is set on a table besides its keys and indexes: time to live, backups, tags. */
export class Settings {
  constructor(private readonly store: Store) {}

  updateTimeToLive(input: JsonObject): JsonObject {
    const { TableName, TimeToLiveSpecification: wish } = parsed(TimeToLiveInput, input)
    const { ttl: _ttl, ...table } = this.store.tables.described(TableName)
    if (wish.Enabled && _ttl !== undefined) throw invalid('TimeToLive is already enabled')
    if (!wish.Enabled && _ttl === undefined) throw invalid('TimeToLive is already disabled')
    const next = wish.Enabled ? { ...table, ttl: wish.AttributeName } : table
    this.store.atomically(() => {
      this.store.markExpiry(next, 'ttl' in next ? next.ttl : undefined)
      this.store.tables.save(next)
    })
    return { TimeToLiveSpecification: wish }
  }

  describeTimeToLive(input: JsonObject): JsonObject {
    const { ttl } = this.store.tables.described(parsed(TableReference, input).TableName)
    return {
      TimeToLiveDescription:
        ttl === undefined
          ? { TimeToLiveStatus: 'DISABLED' }
          : { TimeToLiveStatus: 'ENABLED', AttributeName: ttl },
    }
  }

  updateContinuousBackups(input: JsonObject): JsonObject {
    const wish = parsed(BackupsInput, input)
    const table = this.table(wish.TableName)
    const { PointInTimeRecoveryEnabled: enabled } = wish.PointInTimeRecoverySpecification
    this.store.atomically(() => this.store.tables.save({ ...table, pointInTimeRecovery: enabled }))
    return this.backups(wish.TableName)
  }

  describeContinuousBackups(input: JsonObject): JsonObject {
    return this.backups(parsed(TableReference, input).TableName)
  }

  tag(input: JsonObject): JsonObject {
    const { ResourceArn, Tags } = parsed(TagInput, input)
    const table = this.store.tables.byArn(ResourceArn)
    const tags = { ...table.tags, ...Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])) }
    if (Object.keys(tags).length > 50)
      throw invalid('One or more parameter values were invalid: Too many tags: 50 are allowed')
    this.store.atomically(() => this.store.tables.save({ ...table, tags }))
    return {}
  }

  untag(input: JsonObject): JsonObject {
    const { ResourceArn, TagKeys } = parsed(UntagInput, input)
    const table = this.store.tables.byArn(ResourceArn)
    const kept = Object.entries(table.tags).filter(([key]) => !TagKeys.includes(key))
    this.store.atomically(() => this.store.tables.save({ ...table, tags: Object.fromEntries(kept) }))
    return {}
  }

  tags(input: JsonObject): JsonObject {
    const table = this.store.tables.byArn(parsed(TagsInput, input).ResourceArn)
    return { Tags: Object.entries(table.tags).map(([Key, Value]) => ({ Key, Value })) }
  }

  private table(name: string) {
    const table = this.store.tables.find(name)
    if (table) return table
    throw dynamoError('TableNotFoundException', `Table not found: ${name}`)
  }

  private backups(name: string): JsonObject {
    const table = this.table(name)
    const status = table.pointInTimeRecovery ? 'ENABLED' : 'DISABLED'
    return {
      ContinuousBackupsDescription: {
        ContinuousBackupsStatus: 'ENABLED',
        PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: status },
      },
    }
  }
}
