import { Session } from './model'
import { entity } from '@/server/platform/tables/entity'

export const sessionKey = (token: string) => ({ pk: `session#${token}`, sk: 'session' })

export const sessions = entity({
  table: 'sessions',
  schema: Session,
  key: (session) => sessionKey(session.token),
  attributes: (session) => ({
    customerId: session.kind === 'customer' && !session.replaced ? session.customerId : undefined,
  }),
})
