import type Database from 'libsql'
import { query } from '@/infra/local/sql'

export type UserStatus = 'UNCONFIRMED' | 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD' | 'RESET_REQUIRED'

export interface PoolRow {
  id: string
  name: string
  settings: string
  private_key: string
  kid: string
  secret: string
  created_at: number
  modified_at: number
}

export interface ClientRow {
  id: string
  pool: string
  name: string
  settings: string
  created_at: number
  modified_at: number
}

export interface UserRow {
  pool: string
  username: string
  sub: string
  status: UserStatus
  enabled: number
  attributes: string
  salt: string | null
  verifier: string | null
  password_at: number | null
  failures: number
  locked_until: number
  created_at: number
  modified_at: number
}

export interface Group {
  pool: string
  name: string
  description: string | null
  precedence: number | null
  role: string | null
  created_at: number
  modified_at: number
}

const USER = `pool, username, sub, status, enabled, attributes, salt, verifier, password_at, failures, locked_until,
  created_at, modified_at`

/** Every statement on pools, clients, users and groups, prepared once. */
export function prepareStatements(database: Database.Database) {
  return {
    pool: query<[string], PoolRow>(database, 'select * from pools where id = ?'),
    pools: query<[], { id: string }>(database, 'select id from pools order by created_at, id'),
    putPool: query<[string, string, string, string, string, string, number, number]>(
      database,
      'insert or replace into pools values (?, ?, ?, ?, ?, ?, ?, ?)',
    ),
    updatePool: query<[string, number, string]>(
      database,
      'update pools set settings = ?, modified_at = ? where id = ?',
    ),
    client: query<[string], ClientRow>(database, 'select * from clients where id = ?'),
    clientsOf: query<[string], { id: string }>(
      database,
      'select id from clients where pool = ? order by created_at, id',
    ),
    putClient: query<[string, string, string, string, number, number]>(
      database,
      'insert or replace into clients values (?, ?, ?, ?, ?, ?)',
    ),
    removeClient: query<[string]>(database, 'delete from clients where id = ?'),

    byLogin: query<[string, string], UserRow>(
      database,
      `select ${USER} from users where pool = ? and login = ?`,
    ),
    bySub: query<[string, string], UserRow>(database, `select ${USER} from users where pool = ? and sub = ?`),
    byEmail: query<[string, string], UserRow>(
      database,
      `select ${USER} from users where pool = ? and email = ?`,
    ),
    users: query<[string, string], UserRow>(
      database,
      `select ${USER} from users where pool = ? and username > ? order by username`,
    ),
    countUsers: query<[string], { count: number }>(
      database,
      'select count(*) as count from users where pool = ?',
    ),
    putUser: query<
      [
        pool: string,
        username: string,
        login: string,
        email: string | null,
        sub: string,
        status: string,
        enabled: number,
        attributes: string,
        salt: string | null,
        verifier: string | null,
        passwordAt: number | null,
        failures: number,
        lockedUntil: number,
        createdAt: number,
        modifiedAt: number,
      ]
    >(
      database,
      `insert or replace into users (pool, username, login, email, sub, status, enabled, attributes, salt, verifier,
       password_at, failures, locked_until, created_at, modified_at)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    removeUser: query<[string, string]>(database, 'delete from users where pool = ? and username = ?'),

    group: query<[string, string], Group>(
      database,
      'select * from groups_of_pool where pool = ? and name = ?',
    ),
    groups: query<[string], Group>(database, 'select * from groups_of_pool where pool = ? order by name'),
    putGroup: query<[string, string, string | null, number | null, string | null, number, number]>(
      database,
      'insert or replace into groups_of_pool values (?, ?, ?, ?, ?, ?, ?)',
    ),
    removeGroup: query<[string, string]>(database, 'delete from groups_of_pool where pool = ? and name = ?'),
    groupsOf: query<[string, string], Group>(
      database,
      `select g.* from groups_of_pool g join memberships m on m.pool = g.pool and m.name = g.name
       where m.pool = ? and m.username = ? order by g.precedence is null, g.precedence, g.name`,
    ),
    members: query<[string, string], { username: string }>(
      database,
      'select username from memberships where pool = ? and name = ? order by username',
    ),
    join: query<[string, string, string]>(database, 'insert or ignore into memberships values (?, ?, ?)'),
    leave: query<[string, string, string]>(
      database,
      'delete from memberships where pool = ? and username = ? and name = ?',
    ),
    leaveAll: query<[string, string]>(database, 'delete from memberships where pool = ? and username = ?'),
    dissolve: query<[string, string]>(database, 'delete from memberships where pool = ? and name = ?'),
  }
}
