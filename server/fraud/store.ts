import { Assessment, Review } from './model'
import { epochSeconds } from '@/server/platform/clock'
import { entity } from '@/server/platform/tables/entity'

const day = 86_400

/** Kept for as long as somebody may ask why, by whom they are about. */
export const assessmentKey = (subject: string, id: string) => ({ pk: `assessment#${subject}`, sk: id })
export const assessments = entity({
  table: 'fraud',
  schema: Assessment,
  key: ({ subject, id }) => assessmentKey(subject, id),
  attributes: () => ({ expiresAt: epochSeconds(90 * day) }),
})

export const reviewKey = (id: string) => ({ pk: `review#${id}`, sk: 'review' })
export const reviews = entity({
  table: 'fraud',
  schema: Review,
  key: ({ id }) => reviewKey(id),
  attributes: ({ state }) => ({ reviewState: state, expiresAt: epochSeconds(400 * day) }),
})
