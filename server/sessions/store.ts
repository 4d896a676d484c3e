import { HandedOver, Session, SessionToken } from './model'
import { entity } from '@/server/platform/tables/entity'

export const sessionKey = (id: string) => ({ pk: `session#${id}`, sk: 'session' })
export const tokenKey = (hash: string) => ({ pk: `token#${hash}`, sk: 'token' })
export const handedOverKey = (hash: string) => ({ pk: `hand-off#${hash}`, sk: 'hand-off' })

export const sessions = entity({
  table: 'sessions',
  schema: Session,
  key: (session) => sessionKey(session.id),
  attributes: (session) => ({
    customerId: session.kind === 'customer' ? session.customerId : undefined,
  }),
})

export const sessionTokens = entity({
  table: 'sessions',
  schema: SessionToken,
  key: (token) => tokenKey(token.hash),
})

export const handedOver = entity({
  table: 'sessions',
  schema: HandedOver,
  key: (record) => handedOverKey(record.hash),
})
