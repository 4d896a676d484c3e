import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { CreateTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCloud, startCloudProcess, temporaryDirectory } from '@/tests/contract/cloud-process'
import { refusal } from '@/tests/contract/dynamodb-rig'
import { type CloudTarget, cloudTarget } from '@/tests/contract/target'

describe('the command', () => {
  it('prints where everything is, refuses a second instance by its pid, stops when asked', async () => {
    const data = temporaryDirectory()
    const cloud = await startCloudProcess(data.path)
    expect(Object.keys(cloud.variables)).toEqual([
      'AWS_ENDPOINT_URL_S3',
      'AWS_ENDPOINT_URL_DYNAMODB',
      'AWS_ENDPOINT_URL_DYNAMODB_STREAMS',
      'AWS_ENDPOINT_URL_SQS',
      'AWS_ENDPOINT_URL_EVENTBRIDGE',
      'AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER',
      'AWS_REGION',
      'AWS_ACCESS_KEY_ID',
      'AWS_SECRET_ACCESS_KEY',
      'QUAYSIDE_MAILBOX_URL',
      'QUAYSIDE_DOOR_URL',
    ])
    const second = await runCloud('--data', data.path, '--port', '0')
    expect(second.code).toBe(1)
    expect(second.complaint).toContain(`in use by another local cloud (process ${cloud.child.pid})`)
    expect(await cloud.stop()).toBe(0)
    data.remove()
  })

  it('takes over the directory of a process that was killed', async () => {
    const data = temporaryDirectory()
    const first = await startCloudProcess(data.path)
    await first.kill()
    const next = await startCloudProcess(data.path)
    expect(await next.stop()).toBe(0)
    data.remove()
  })

  it('names a damaged data file and what to do about it', async () => {
    const data = temporaryDirectory()
    mkdirSync(data.path, { recursive: true })
    writeFileSync(join(data.path, 'dynamodb.db'), 'this is no database '.repeat(500))
    const { code, complaint } = await runCloud('--data', data.path, '--port', '0')
    expect(code).toBe(1)
    expect(complaint).toContain(join(data.path, 'dynamodb.db'))
    expect(complaint).toMatch(/damaged.*Restore it from a copy, or delete it/)
    expect(complaint).not.toContain('    at ')
    data.remove()
  })

  it('names a port that is taken', async () => {
    const data = temporaryDirectory()
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const { port } = other.address() as AddressInfo
    const { code, complaint } = await runCloud('--data', data.path, '--port', String(Math.min(port, 65_529)))
    other.close()
    expect(code).toBe(1)
    expect(complaint).toMatch(new RegExp(`^Port ${port} .*taken by another program`, 'm'))
    data.remove()
  })
})

describe('signatures', () => {
  let target: CloudTarget
  beforeAll(async () => {
    target = await cloudTarget()
  })
  afterAll(() => target.stop())

  const list = (credentials: CloudTarget['credentials'], region = target.region) =>
    listTables(target, credentials, region)

  it('of the operator are accepted', async () => {
    expect((await list(target.credentials)).$metadata.httpStatusCode).toBe(200)
  })

  it('by the wrong secret, an unknown key, or for another region are refused', async () => {
    const wrong = await refusal(list({ ...target.credentials, secretAccessKey: 'wrong' }))
    expect(wrong.name).toBe('InvalidSignatureException')
    const unknown = await refusal(list({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wrong' }))
    expect(unknown.name).toBe('UnrecognizedClientException')
    if (!target.door) return
    expect((await refusal(list(target.credentials, 'eu-west-1'))).name).toBe('InvalidSignatureException')
  })

  it('of temporary credentials hold for an hour, and only with their token', async ({ skip }) => {
    if (!target.door) skip()
    const role = (await target.ask('/roles/orders')) as Required<CloudTarget['credentials']>
    expect((await list(role)).$metadata.httpStatusCode).toBe(200)
    const { sessionToken: _token, ...bare } = role
    expect((await refusal(list(bare))).name).toBe('UnrecognizedClientException')
    await target.advance(3_600_001)
    expect((await refusal(list(role))).name).toBe('ExpiredTokenException')
  })

  it('that are missing are refused', async ({ skip }) => {
    const { dynamodb } = target.endpoints
    if (!dynamodb) return skip()
    const headers = { 'x-amz-target': 'DynamoDB_20120810.ListTables' }
    const answer = await fetch(dynamodb, { method: 'POST', headers, body: '{}' })
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain('MissingAuthenticationToken')
  })

  it.each(['{"Limit":', '[]', '{"Limit":"many"}'])('over the body %s do not make it good', async (body) => {
    const client = clientOf(target)
    client.middlewareStack.add(
      (next) => (args) => {
        const request = args.request as { body: unknown; headers: Record<string, string> }
        request.body = body
        request.headers['content-length'] = String(body.length)
        return next(args)
      },
      { step: 'build', priority: 'low', name: 'damage' },
    )
    expect((await refusal(client.send(new ListTablesCommand({})))).name).toBe('SerializationException')
  })
})

describe('the door', () => {
  let target: CloudTarget
  beforeAll(async () => {
    target = await cloudTarget()
  })
  afterAll(() => target.stop())

  it('moves the clock, sets it and puts it right again', async ({ skip }) => {
    if (!target.door) skip()
    const clock = async () =>
      (await target.ask('/clock', undefined, 'GET')) as { now: number; offsetMs: number }
    await target.advance(3_600_000)
    expect((await clock()).offsetMs).toBe(3_600_000)
    await target.ask('/clock', { setTo: '2030-01-01T00:00:00Z' })
    expect(new Date((await clock()).now).getUTCFullYear()).toBe(2030)
    await target.ask('/clock', { reset: true })
    expect((await clock()).offsetMs).toBe(0)
    await expect(target.ask('/clock', { advance: 5 })).rejects.toThrow('400')
  })

  it('injects faults that are spent after as many requests', async ({ skip }) => {
    if (!target.door) skip()
    const list = () => listTables(target)
    await target.ask('/faults', {
      service: 'dynamodb',
      operation: 'ListTables',
      kind: 'error',
      code: 'ProvisionedThroughputExceededException',
      status: 400,
      times: 2,
    })
    expect((await refusal(list())).name).toBe('ProvisionedThroughputExceededException')
    expect((await refusal(list())).name).toBe('ProvisionedThroughputExceededException')
    await list()
    await target.ask('/faults', { service: 'dynamodb', operation: '*', kind: 'drop' })
    expect((await refusal(list())).message).toMatch(/socket hang up|ECONNRESET/)
    await list()
  })

  it('takes back a fault by its token', async ({ skip }) => {
    if (!target.door) skip()
    const fault = { service: 'dynamodb', operation: 'ListTables', kind: 'error', times: 9 }
    await target.ask('/faults', { ...fault, token: 'mine' })
    await target.ask('/faults?token=mine', undefined, 'DELETE')
    expect((await listTables(target)).$metadata.httpStatusCode).toBe(200)
  })

  it('makes every service forget, and puts the clock right', async ({ skip }) => {
    if (!target.door) skip()
    await createTable(target, 'forgotten')
    await target.advance(1_000)
    await target.ask('/reset')
    expect((await listTables(target)).TableNames).toEqual([])
    expect(await target.ask('/clock', undefined, 'GET')).toMatchObject({ offsetMs: 0 })
    await createTable(target, 'forgotten')
    expect((await listTables(target)).TableNames).toEqual(['forgotten'])
  })

  it('does not open to web pages or to names that were rebound', async ({ skip }) => {
    if (!target.door) return skip()
    const foreign = await fetch(`${target.door}/reset`, {
      method: 'POST',
      headers: { origin: 'https://example.com' },
    })
    expect(foreign.status).toBe(403)
    expect((await fetch(`${target.door}/nothing`)).status).toBe(404)
  })

  it('shows an empty mailbox as a page and as JSON', async ({ skip }) => {
    if (!target.door) return skip()
    expect(await (await fetch(target.door)).text()).toContain('Nothing has arrived yet.')
    expect(await target.ask('/messages?to=ann@example.com', undefined, 'GET')).toEqual({ messages: [] })
  })
})

function clientOf(target: CloudTarget, credentials = target.credentials, region = target.region) {
  const { dynamodb } = target.endpoints
  return new DynamoDBClient({
    region,
    credentials,
    maxAttempts: 1,
    ...(dynamodb ? { endpoint: dynamodb } : {}),
  })
}

const listTables = (...of: Parameters<typeof clientOf>) => clientOf(...of).send(new ListTablesCommand({}))

const createTable = (target: CloudTarget, TableName: string) =>
  clientOf(target).send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    }),
  )
