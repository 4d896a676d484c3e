import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { names } from '@/infra/access'
import { queueArn, roleName, tableArn, userPoolArn } from '@/infra/aws/names'
import { type Capability, capabilities } from '@/infra/capabilities'
import { queues, type TableName, tables } from '@/infra/resources'
import { auditorReads, tableAccess } from '@/infra/table-access'
import { assembly, settings } from './assembly'
import { decide, type Statement } from './iam'
import { readPolicies } from './policies'

/** The roles reach the tables and queues that their rooms use: no fewer, and no more. */
const root = join(import.meta.dirname, '../..')
let identity: Map<string, Statement[]>

beforeAll(async () => {
  identity = readPolicies(await assembly()).identity
}, 240_000)

const may = (capability: string, action: string, resource: string): boolean =>
  decide(identity.get(roleName(settings, capability)) ?? [], {
    principal: undefined,
    action,
    resource,
    context: { 'kms:ViaService': `dynamodb.${settings.region}.amazonaws.com` },
  }) === 'allow'

const sources = readdirSync(join(root, 'server'), { recursive: true, encoding: 'utf8' })
  .map((path) => `server/${path}`)
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
const texts = new Map(sources.map((path) => [path, readFileSync(join(root, path), 'utf8')]))

/** The files of the server that a file imports for more than their types. */
function importsOf(path: string): string[] {
  const text = texts.get(path) ?? ''
  const written = [...text.matchAll(/^import\s+(?!type\s)([^;']*?)\s*from\s+'([^']+)'/gms)]
    .filter(([, named = '']) => !/^\{(\s*type\s[^,}]+,?)*\s*\}$/s.test(named))
    .map(([, , from = '']) => from)
  const later = [...text.matchAll(/import\('([^']+)'\)/g)].map(([, from = '']) => from)
  return [...written, ...later].flatMap((from) => {
    const file = from.startsWith('./')
      ? `${normalize(join(dirname(path), from))}.ts`
      : `${from.replace(/^@\//, '')}.ts`
    return from.startsWith('.') || from.startsWith('@/server/')
      ? existsSync(join(root, file))
        ? [file]
        : []
      : []
  })
}

/** The tables that a file names when it reads or writes. */
const touchedBy = (path: string): TableName[] =>
  names(tables).filter((table) =>
    new RegExp(
      `(table: |(tableName|scanTable|queryItems|batchGet|batchPut|readItems?)\\(\\s*)'${table}'`,
    ).test(texts.get(path) ?? ''),
  )

/** The queues that a room's own code puts messages into. */
const queuesSentTo = (room: string): Set<string> =>
  new Set(
    sources
      .filter((path) => path.startsWith(`server/${room}/`))
      .flatMap((path) => [...(texts.get(path) ?? '').matchAll(/sendMessage\(\s*'([^']+)'/g)])
      .map(([, queue = '']) => queue),
  )

/** Every table that a room can come to touch, by itself or through the rooms that it calls. */
const reach = (room: string): Set<TableName> => new Set(filesReachedBy(room).flatMap(touchedBy))

/** Every file that a room comes to load. */
function filesReachedBy(room: string): string[] {
  const waiting = sources.filter((path) => path.startsWith(`server/${room}/`))
  const seen = new Set(waiting)
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    for (const next of importsOf(path)) {
      if (seen.has(next)) continue
      seen.add(next)
      waiting.push(next)
    }
  }
  return [...seen]
}

const granted = (capability: Capability) =>
  names(tables).filter(
    (table) => tables[table].owner === capability || tableAccess[table]?.[capability] !== undefined,
  )
const inhabited = capabilities.filter((room) => sources.some((path) => path.startsWith(`server/${room}/`)))

describe.each(inhabited)('the room %s', (room) => {
  test('may read every table that it can come to touch', () => {
    const missing = [...reach(room)].filter(
      (table) => !may(room, 'dynamodb:GetItem', tableArn(settings, table)),
    )
    expect(missing, 'to be granted in infra/table-access.ts').toEqual([])
  })

  test('is granted no table that it cannot come to touch', () => {
    const reached = reach(room)
    expect(granted(room).filter((table) => tables[table].owner !== room && !reached.has(table))).toEqual([])
  })

  test('writes what is declared and nothing else', () => {
    for (const table of names(tables)) {
      const writes = tables[table].owner === room || tableAccess[table]?.[room] === 'write'
      for (const action of ['dynamodb:PutItem', 'dynamodb:DeleteItem', 'dynamodb:UpdateItem']) {
        expect(may(room, action, tableArn(settings, table)), `${action} ${table}`).toBe(writes)
      }
      expect(may(room, 'dynamodb:DeleteTable', tableArn(settings, table))).toBe(false)
      expect(may(room, 'dynamodb:UpdateContinuousBackups', tableArn(settings, table))).toBe(false)
    }
  })

  test('consumes its own queues, and fills those that its code sends to', () => {
    const sent = queuesSentTo(room)
    for (const queue of names(queues)) {
      const own = queues[queue].owner === room
      expect(may(room, 'sqs:ReceiveMessage', queueArn(settings, queue)), queue).toBe(own)
      const fills = sent.has(queue) || room === 'operations'
      expect(may(room, 'sqs:SendMessage', queueArn(settings, queue)), queue).toBe(fills)
    }
  })
})

test('the web tier takes on every capability’s role, reaches every table, and touches no object itself', () => {
  const statements = identity.get(roleName(settings, 'web-tier')) ?? []
  const actions = statements.flatMap(({ Action }) => Action)
  expect(actions.filter((action) => /^(s3|iam|\*)/.test(action))).toEqual([])
  const taken = statements
    .filter(({ Action }) => [Action].flat().includes('sts:AssumeRole'))
    .flatMap(({ Resource }) => Resource)
  expect(taken).toHaveLength(capabilities.length)
  expect(taken.some((arn) => arn.includes('*') || arn.endsWith('-auditor'))).toBe(false)
  for (const table of names(tables)) {
    expect(may('web-tier', 'dynamodb:PutItem', tableArn(settings, table)), table).toBe(true)
    expect(may('web-tier', 'dynamodb:DeleteTable', tableArn(settings, table)), table).toBe(false)
  }
  for (const queue of names(queues)) {
    expect(may('web-tier', 'sqs:ReceiveMessage', queueArn(settings, queue)), queue).toBe(false)
    const filled = 'fillers' in queues[queue]
    expect(may('web-tier', 'sqs:SendMessage', queueArn(settings, queue)), queue).toBe(filled)
  }
})

test('auditors read the orders, and no other table', () => {
  for (const table of names(tables)) {
    const reads = auditorReads.includes(table)
    expect(may('auditor', 'dynamodb:Scan', tableArn(settings, table)), table).toBe(reads)
    expect(may('auditor', 'dynamodb:PutItem', tableArn(settings, table)), table).toBe(false)
  }
})

describe('what rooms ask of other services', () => {
  const reaches = (room: string, pattern: RegExp) =>
    filesReachedBy(room).some((path) => pattern.test(texts.get(path) ?? ''))
  const identityOf = (address: string) =>
    `arn:aws:ses:${settings.region}:${settings.account}:identity/${address}`

  test.each(inhabited)('%s sends e-mails exactly where it comes to write any', (room) => {
    const writes = reaches(room, /\bfrom '@\/server\/platform\/mail'/)
    const context = { 'ses:FromAddress': settings.mailFrom }
    const sends = decide(identity.get(roleName(settings, room)) ?? [], {
      principal: undefined,
      action: 'ses:SendEmail',
      resource: identityOf('shop.example.com'),
      context,
    })
    expect(sends === 'allow', 'mailers in infra/service-access.ts').toBe(writes)
  })

  test.each(inhabited)('%s removes sign-ins exactly where it forgets customers', (room) => {
    const removes = sources.some(
      (path) => path.startsWith(`server/${room}/`) && /\bremoveIdentity\(/.test(texts.get(path) ?? ''),
    )
    expect(may(room, 'cognito-idp:AdminDeleteUser', userPoolArn(settings))).toBe(removes)
    expect(may(room, 'cognito-idp:AdminCreateUser', userPoolArn(settings))).toBe(false)
  })
})
