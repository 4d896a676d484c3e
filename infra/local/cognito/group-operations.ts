import { z } from 'zod'
import type { JsonOperation } from '@/infra/local/json-service'
import { groupExists, resourceNotFound } from './errors'
import { read } from './input'
import { type Cognito, paginate, toSeconds } from './parts'
import { optional } from './settings'
import type { Group } from './statements'
import { describeUser, requireUser } from './users'

const GroupName = z.string().regex(/^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u)
const which = { UserPoolId: z.string(), GroupName }
const page = { Limit: optional(z.int().min(0).max(60)), NextToken: optional(z.string()) }
const GroupInput = z.object(which)
const PutInput = z.object({
  ...which,
  Description: optional(z.string().max(2048)),
  Precedence: optional(z.int().min(0)),
  RoleArn: optional(z.string()),
})
const ListInput = z.object({ UserPoolId: z.string(), ...page })
const ListMembersInput = z.object({ ...which, ...page })
const MemberInput = z.object({ ...which, Username: z.string() })
const ListOfUserInput = z.object({ UserPoolId: z.string(), Username: z.string(), ...page })

const describe = (group: Group) => ({
  GroupName: group.name,
  UserPoolId: group.pool,
  Description: group.description ?? undefined,
  Precedence: group.precedence ?? undefined,
  RoleArn: group.role ?? undefined,
  CreationDate: toSeconds(group.created_at),
  LastModifiedDate: toSeconds(group.modified_at),
})

/** The operations on groups and who is in them. */
export function groupOperations(cognito: Cognito): Record<string, JsonOperation> {
  const { context, commits, store } = cognito
  const requireGroup = (poolId: string, name: string): Group => {
    const group = store.sql.group.one(store.pool(poolId).id, name)
    if (!group) throw resourceNotFound('Group not found.')
    return group
  }
  const put = (wish: z.infer<typeof PutInput>, before: Group | undefined) => {
    const now = context.now()
    store.sql.putGroup.run(
      wish.UserPoolId,
      wish.GroupName,
      wish.Description ?? before?.description ?? null,
      wish.Precedence ?? before?.precedence ?? null,
      wish.RoleArn ?? before?.role ?? null,
      before?.created_at ?? now,
      now,
    )
    return { Group: describe(requireGroup(wish.UserPoolId, wish.GroupName)) }
  }

  return {
    CreateGroup: (input) => {
      const wish = read(PutInput, input)
      return commits.run(() => {
        if (store.sql.group.one(store.pool(wish.UserPoolId).id, wish.GroupName)) {
          throw groupExists('A group with the name already exists.')
        }
        return put(wish, undefined)
      })
    },

    UpdateGroup: (input) => {
      const wish = read(PutInput, input)
      return commits.run(() => put(wish, requireGroup(wish.UserPoolId, wish.GroupName)))
    },

    GetGroup: (input) => {
      const { UserPoolId, GroupName: name } = read(GroupInput, input)
      return { Group: describe(requireGroup(UserPoolId, name)) }
    },

    DeleteGroup: async (input) => {
      const { UserPoolId, GroupName: name } = read(GroupInput, input)
      await commits.run(() => {
        requireGroup(UserPoolId, name)
        store.sql.dissolve.run(UserPoolId, name)
        store.sql.removeGroup.run(UserPoolId, name)
      })
    },

    ListGroups: (input) => {
      const { UserPoolId, Limit, NextToken } = read(ListInput, input)
      const found = store.sql.groups.all(store.pool(UserPoolId).id)
      const { items, next } = paginate(found, (group) => group.name, Limit || 60, NextToken)
      return { Groups: items.map(describe), NextToken: next }
    },

    ListUsersInGroup: (input) => {
      const { UserPoolId, GroupName: name, Limit, NextToken } = read(ListMembersInput, input)
      requireGroup(UserPoolId, name)
      const pool = store.pool(UserPoolId)
      const found = store.sql.members.all(UserPoolId, name)
      const { items, next } = paginate(found, (member) => member.username, Limit || 60, NextToken)
      return {
        Users: items.map(({ username }) => describeUser(requireUser(cognito, pool, username))),
        NextToken: next,
      }
    },

    AdminAddUserToGroup: async (input) => {
      const { UserPoolId, GroupName: name, Username } = read(MemberInput, input)
      await commits.run(() => {
        const user = requireUser(cognito, store.pool(UserPoolId), Username)
        store.sql.join.run(UserPoolId, user.username, requireGroup(UserPoolId, name).name)
      })
    },

    AdminRemoveUserFromGroup: async (input) => {
      const { UserPoolId, GroupName: name, Username } = read(MemberInput, input)
      await commits.run(() => {
        const user = requireUser(cognito, store.pool(UserPoolId), Username)
        store.sql.leave.run(UserPoolId, user.username, requireGroup(UserPoolId, name).name)
      })
    },

    AdminListGroupsForUser: (input) => {
      const { UserPoolId, Username, Limit, NextToken } = read(ListOfUserInput, input)
      const user = requireUser(cognito, store.pool(UserPoolId), Username)
      const found = store.sql.groupsOf.all(UserPoolId, user.username)
      const { items, next } = paginate(found, (group) => group.name, Limit || 60, NextToken)
      return { Groups: items.map(describe), NextToken: next }
    },
  }
}
