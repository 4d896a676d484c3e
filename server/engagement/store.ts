import { epochSeconds } from '@/server/platform/clock'
import { entity } from '@/server/platform/tables/entity'
import { Sent } from './model'

export const sentKey = (event: string, kind: string) => ({ pk: `sent#${event}`, sk: kind })
export const sent = entity({
  table: 'engagement',
  schema: Sent,
  key: ({ event, kind }) => sentKey(event, kind),
  attributes: () => ({ expiresAt: epochSeconds(90 * 86_400) }),
})
