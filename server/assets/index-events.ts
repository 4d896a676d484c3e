import { z } from 'zod'
import { changeAsset } from './asset-store'
import { type ObjectFact, placeOf, withFacts } from './index-rules'

/** What S3 says of an object; see `infra/resources.ts` for the rule that sends it. */
const S3Event = z.object({
  'detail-type': z.enum(['Object Created', 'Object Deleted']),
  time: z.iso.datetime(),
  detail: z.object({
    object: z.object({
      key: z.string(),
      'version-id': z.string().optional(),
      sequencer: z.string(),
    }),
  }),
})

interface Waiting {
  facts: ObjectFact[]
  learnt: Promise<void>
}
/** A picture comes in a dozen objects at once: what is told of one asset in the same turn is one write. */
const waiting = new Map<string, Waiting>()

/** Keeps the index true to what happens in the bucket, in whatever order and however often it is told.
 *  @throws ZodError, Unavailable: the message comes again */
export async function workOffObjectEvent(body: unknown): Promise<void> {
  const event = S3Event.parse(body)
  const { key, sequencer, 'version-id': version } = event.detail.object
  const kind = event['detail-type'] === 'Object Created' ? 'created' : 'deleted'
  await learn({ key, kind, sequencer, version, at: event.time })
}

/** Takes a fact into the index. @throws Unavailable */
export function learn(fact: ObjectFact): Promise<void> {
  const key = placeOf(fact.key)?.key
  if (key === undefined) return Promise.resolve()
  const known = waiting.get(key)
  if (known) {
    known.facts.push(fact)
    return known.learnt
  }
  const facts = [fact]
  const learnt = new Promise((resolve) => setImmediate(resolve)).then(async () => {
    waiting.delete(key)
    await changeAsset(key, (current) => {
      const next = withFacts(current, facts)
      return next && next !== current ? { next } : undefined
    })
  })
  waiting.set(key, { facts, learnt })
  return learnt
}
