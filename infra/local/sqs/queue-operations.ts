import type { JsonOperation } from '@/infra/local/json-service'
import { invalidAttributeName } from './errors'
import {
  CreateQueueInput,
  GetQueueAttributesInput,
  GetQueueUrlInput,
  ListQueuesInput,
  ListSourcesInput,
  QueueInput,
  read,
  SetQueueAttributesInput,
  TagQueueInput,
  UntagQueueInput,
} from './input'
import type { Queue } from './queues'
import { queueDoesNotExist } from './errors'
import { applyRedrivePolicy, settleWithSources } from './settle'
import type { Sqs } from './parts'

const COMPUTED = new Set([
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesDelayed',
  'ApproximateNumberOfMessagesNotVisible',
  'CreatedTimestamp',
  'LastModifiedTimestamp',
  'QueueArn',
])
const SETTINGS = new Set([
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'DelaySeconds',
  'FifoQueue',
  'FifoThroughputLimit',
  'KmsDataKeyReusePeriodSeconds',
  'KmsMasterKeyId',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'Policy',
  'ReceiveMessageWaitTimeSeconds',
  'RedriveAllowPolicy',
  'RedrivePolicy',
  'SqsManagedSseEnabled',
  'VisibilityTimeout',
])

/** The operations on queues themselves. */
export function queueOperations(sqs: Sqs): Record<string, JsonOperation> {
  const { queues, commits, store } = sqs
  const url = (queue: Queue, host: string | undefined) =>
    `http://${host ?? 'localhost'}/${sqs.accountId}/${queue.name}`
  /** The queues in memory follow the database, also when a change failed half-way. */
  const change = async <Result>(work: () => Result): Promise<Result> => {
    try {
      return await commits.run(work)
    } catch (error) {
      queues.load()
      throw error
    }
  }

  return {
    CreateQueue: async (input, call) => {
      const { QueueName, Attributes, tags } = read(CreateQueueInput, input)
      const queue = await change(() => queues.create(QueueName, Attributes ?? {}, tags ?? {}))
      return { QueueUrl: url(queue, call.headers.host) }
    },

    GetQueueUrl: (input, call) => {
      const { QueueName, QueueOwnerAWSAccountId } = read(GetQueueUrlInput, input)
      if ((QueueOwnerAWSAccountId ?? sqs.accountId) !== sqs.accountId) throw queueDoesNotExist()
      return { QueueUrl: url(queues.named(QueueName), call.headers.host) }
    },

    ListQueues: (input, call) => {
      const { QueueNamePrefix, MaxResults, NextToken } = read(ListQueuesInput, input)
      const found = queues.list().filter((queue) => queue.name.startsWith(QueueNamePrefix ?? ''))
      const page = paginate(found, MaxResults, NextToken)
      return {
        QueueUrls:
          page.queues.length > 0 ? page.queues.map((queue) => url(queue, call.headers.host)) : undefined,
        NextToken: page.next,
      }
    },

    ListDeadLetterSourceQueues: (input, call) => {
      const { QueueUrl, MaxResults, NextToken } = read(ListSourcesInput, input)
      const page = paginate(queues.sourcesOf(queues.at(QueueUrl)), MaxResults, NextToken)
      return { queueUrls: page.queues.map((queue) => url(queue, call.headers.host)), NextToken: page.next }
    },

    GetQueueAttributes: async (input) => {
      const { QueueUrl, AttributeNames } = read(GetQueueAttributesInput, input)
      const names = AttributeNames ?? []
      for (const name of names) {
        if (name !== 'All' && !COMPUTED.has(name) && !SETTINGS.has(name)) throw invalidAttributeName(name)
      }
      const all = await commits.run(() => describe(sqs, queues.at(QueueUrl)))
      const chosen = Object.entries(all).filter(([name]) => names.includes('All') || names.includes(name))
      return { Attributes: chosen.length > 0 ? Object.fromEntries(chosen) : undefined }
    },

    SetQueueAttributes: async (input) => {
      const { QueueUrl, Attributes } = read(SetQueueAttributesInput, input)
      await change(() => {
        const { name } = queues.at(QueueUrl)
        queues.setAttributes(queues.named(name), Attributes)
        settleWithSources(store, queues.named(name), sqs.now())
        applyRedrivePolicy(store, queues.named(name), sqs.now())
      })
    },

    DeleteQueue: async (input) => {
      const { QueueUrl } = read(QueueInput, input)
      const queue = await change(() => {
        const doomed = queues.at(QueueUrl)
        forgetMessages(sqs, doomed)
        store.sql.forgetAll.run(doomed.id)
        store.sql.forgetAllAttempts.run(doomed.id)
        queues.delete(doomed)
        return doomed
      })
      sqs.arrivals.announce(queue.id)
    },

    PurgeQueue: async (input) => {
      const { QueueUrl } = read(QueueInput, input)
      await commits.run(() => {
        const queue = queues.at(QueueUrl)
        queues.startPurge(queue)
        forgetMessages(sqs, queue)
      })
    },

    TagQueue: async (input) => {
      const { QueueUrl, Tags } = read(TagQueueInput, input)
      await change(() => {
        const queue = queues.at(QueueUrl)
        queues.setTags(queue, { ...queue.tags, ...Tags })
      })
    },

    UntagQueue: async (input) => {
      const { QueueUrl, TagKeys } = read(UntagQueueInput, input)
      await change(() => {
        const queue = queues.at(QueueUrl)
        const kept = Object.entries(queue.tags).filter(([key]) => !TagKeys.includes(key))
        queues.setTags(queue, Object.fromEntries(kept))
      })
    },

    ListQueueTags: (input) => {
      const { tags } = queues.at(read(QueueInput, input).QueueUrl)
      return { Tags: Object.keys(tags).length > 0 ? tags : undefined }
    },
  }
}

function forgetMessages(sqs: Sqs, queue: Queue): void {
  sqs.store.sql.removeAll.run(queue.id)
  sqs.store.sql.removeGroups.run(queue.id)
}

function describe(sqs: Sqs, queue: Queue): Record<string, string> {
  const now = sqs.now()
  settleWithSources(sqs.store, queue, now)
  const counts = sqs.store.sql.counts.one(now, now, queue.id)
  const delayed = counts?.delayed ?? 0
  const flying = counts?.flying ?? 0
  return {
    ...queue.attributes,
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String((counts?.total ?? 0) - delayed - flying),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    ApproximateNumberOfMessagesNotVisible: String(flying),
    CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.modifiedAt / 1000)),
  }
}

function paginate(
  found: Queue[],
  limit: number | undefined,
  token: string | undefined,
): { queues: Queue[]; next: string | undefined } {
  const after = token === undefined ? '' : Buffer.from(token, 'base64url').toString()
  const rest = found.filter((queue) => queue.name > after)
  const page = rest.slice(0, limit ?? 1000)
  const last = page.at(-1)
  const more = limit !== undefined && rest.length > page.length && last
  return { queues: page, next: more ? Buffer.from(last.name).toString('base64url') : undefined }
}
