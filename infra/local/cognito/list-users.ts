import { z } from 'zod'
import type { JsonOperation } from '@/infra/local/json-service'
import { invalidParameter } from './errors'
import { read } from './input'
import { type Cognito, paginate } from './parts'
import { optional } from './settings'
import type { User } from './store'
import { describeUser } from './users'

const ListUsersInput = z.object({
  UserPoolId: z.string(),
  AttributesToGet: optional(z.array(z.string())),
  Limit: optional(z.int().min(0).max(60)),
  PaginationToken: optional(z.string()),
  Filter: optional(z.string().max(256)),
})

const FILTER = /^\s*"?([\w:]+)"?\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/
const SEARCHABLE = new Set([
  'username',
  'email',
  'phone_number',
  'name',
  'given_name',
  'family_name',
  'preferred_username',
  'cognito:user_status',
  'status',
  'sub',
])

/** The operation that searches a pool's users. */
export function listOperations({ store }: Cognito): Record<string, JsonOperation> {
  return {
    ListUsers: (input) => {
      const { UserPoolId, AttributesToGet, Limit, PaginationToken, Filter } = read(ListUsersInput, input)
      const matches = compileFilter(Filter)
      const found = store.users(store.pool(UserPoolId).id, '').filter(matches)
      const page = paginate(found, (user) => user.username, Limit || 60, PaginationToken)
      return {
        Users: page.items.map((user) => describeUser(user, AttributesToGet)),
        PaginationToken: page.next,
      }
    },
  }
}

/** @throws ServiceError `InvalidParameterException` */
function compileFilter(filter: string | undefined): (user: User) => boolean {
  if (!filter) return () => true
  const [, name = '', sign, quoted = ''] = FILTER.exec(filter) ?? []
  if (!SEARCHABLE.has(name)) throw invalidParameter('Error while parsing filter.')
  const wanted = quoted.replaceAll(/\\(.)/g, '$1').toLowerCase()
  return (user) => {
    const value = valueOf(user, name)?.toLowerCase()
    if (value === undefined) return false
    return sign === '=' ? value === wanted : value.startsWith(wanted)
  }
}

function valueOf(user: User, name: string): string | undefined {
  switch (name) {
    case 'username':
      return user.username
    case 'sub':
      return user.sub
    case 'cognito:user_status':
      return user.status
    case 'status':
      return user.enabled ? 'Enabled' : 'Disabled'
    default:
      return user.attributes[name]
  }
}
