import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { isJsonObject, type JsonObject, ServiceError } from '@/infra/local/requests'

/** Levels of nested JSON that the service processes. */
const DEEPEST = 1000

/** An event as targets see it. */
export interface EventEnvelope {
  version: '0'
  id: string
  'detail-type': string
  source: string
  account: string
  time: string
  region: string
  resources: string[]
  detail: JsonObject
}

export const EventEntry = z.object({
  Source: z.string().nullish(),
  DetailType: z.string().nullish(),
  Detail: z.string().nullish(),
  EventBusName: z.string().nullish(),
  Resources: z.array(z.string()).nullish(),
  /** Epoch seconds, possibly with a fraction. */
  Time: z.number().nullish(),
  TraceHeader: z.string().nullish(),
})
export type EventEntry = z.infer<typeof EventEntry>

interface Origin {
  accountId: string
  region: string
  now(): number
}

/** The bytes that count against the limit, as the user guide calculates them. */
export function entrySize(entry: EventEntry): number {
  const texts = [entry.Source, entry.DetailType, entry.Detail, ...(entry.Resources ?? [])]
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text ?? ''), entry.Time == null ? 0 : 14)
}

/** Makes the envelope of an entry that a client put.
 *  @throws ServiceError whose code is the entry's `ErrorCode` */
export function toEvent(entry: EventEntry, origin: Origin): EventEnvelope {
  for (const name of ['Source', 'DetailType', 'Detail'] as const) {
    if (!entry[name]) {
      throw new ServiceError(
        'InvalidArgument',
        `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
      )
    }
  }
  if (entry.Source?.startsWith('aws.')) {
    throw new ServiceError('NotAuthorizedForSourceException', 'Not authorized for the source.')
  }
  return envelope(
    {
      source: entry.Source ?? '',
      detailType: entry.DetailType ?? '',
      detail: parseDetail(entry.Detail ?? ''),
      resources: entry.Resources ?? [],
      time: entry.Time == null ? origin.now() : entry.Time * 1000,
    },
    origin,
  )
}

/** Makes the envelope of an event. @param event.time epoch milliseconds */
export function envelope(
  event: { source: string; detailType: string; detail: JsonObject; resources: string[]; time: number },
  origin: Origin,
): EventEnvelope {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': event.detailType,
    source: event.source,
    account: origin.accountId,
    time: isoSeconds(event.time),
    region: origin.region,
    resources: event.resources,
    detail: event.detail,
  }
}

/** `2026-11-21T21:34:36Z` */
export function isoSeconds(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`
}

/** @throws ServiceError `MalformedDetail` for what is no JSON object, or is nested beyond what the service processes */
function parseDetail(text: string): JsonObject {
  if (nesting(text) > DEEPEST) throw new ServiceError('MalformedDetail', 'Detail is nested too deeply.')
  let detail: unknown
  try {
    detail = JSON.parse(text)
  } catch {
    throw new ServiceError('MalformedDetail', 'Detail is malformed.')
  }
  if (!isJsonObject(detail)) throw new ServiceError('MalformedDetail', 'Detail is malformed.')
  return detail
}

function nesting(text: string): number {
  let [depth, deepest, quoted] = [0, 0, false]
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at)
    if (quoted && character === '\\') at += 1
    else if (character === '"') quoted = !quoted
    else if (quoted) continue
    else if (character === '{' || character === '[') deepest = Math.max(deepest, (depth += 1))
    else if (character === '}' || character === ']') depth -= 1
  }
  return deepest
}
