import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { dynamo } from '@/server/platform/aws'
import { withRequestId } from '@/server/platform/request-context'
import { forgetEarly } from './early'
import { tableName } from './keys'
import { readEarly, readItem, readItems } from './reads'

const key = (name: string) => ({ pk: name, sk: 'x' })
const send = vi.spyOn(dynamo(), 'send')
const calls = () => send.mock.calls.map(([command]) => command.constructor.name)

/** A store in which every item whose name is not `none` exists; the first batch leaves a key unprocessed when asked to. */
let unprocessed: string | undefined
beforeEach(() => {
  unprocessed = undefined
  // The client's overloads cannot be told from one another here: the fake answers both reads alike.
  send.mockImplementation(async (command: unknown) => {
    const input: unknown = Reflect.get(Object(command), 'input')
    const RequestItems: Record<string, { Keys: { pk: string; sk: string }[] }> | undefined = Reflect.get(
      Object(input),
      'RequestItems',
    )
    if (!RequestItems) return { Item: Reflect.get(Object(input), 'Key') } as never
    const left = unprocessed
    unprocessed = undefined
    const Responses = Object.fromEntries(
      Object.entries(RequestItems).map(([table, { Keys }]) => [
        table,
        Keys.filter(({ pk }) => pk !== 'none' && pk !== left),
      ]),
    )
    const [table] = Object.keys(RequestItems)
    const UnprocessedKeys = left && table ? { [table]: { Keys: [key(left)] } } : {}
    return { Responses, UnprocessedKeys } as never
  })
})
afterEach(() => {
  send.mockReset()
})

describe('reads', () => {
  test('that are asked for at the same time go out as one call, each item once', async () => {
    const found = await Promise.all([
      readItem('carts', key('a')),
      readItem('orders', key('b')),
      readItem('carts', key('a')),
      readItem('carts', key('none')),
    ])
    expect(found).toEqual([key('a'), key('b'), key('a'), undefined])
    expect(calls()).toEqual(['BatchGetCommand'])
  })

  test('by themselves are plain', async () => {
    expect(await readItem('carts', key('a'))).toEqual(key('a'))
    expect(calls()).toEqual(['GetCommand'])
  })

  test('of more than a hundred items take several calls', async () => {
    const names = Array.from({ length: 250 }, (_, index) => key(`i${index}`))
    expect(await readItems('carts', names)).toHaveLength(250)
    expect(calls()).toHaveLength(3)
  })

  test('ask again for what stayed unprocessed', async () => {
    unprocessed = 'b'
    expect(await readItems('carts', [key('a'), key('b')])).toEqual([key('a'), key('b')])
    expect(calls()).toHaveLength(2)
  })

  test('fail for everybody who asked when the call fails', async () => {
    send.mockRejectedValue(Object.assign(new Error('slow down'), { name: 'ThrottlingException' }) as never)
    const results = await Promise.allSettled([readItem('carts', key('a')), readItem('carts', key('b'))])
    expect(results.map((result) => result.status === 'rejected' && result.reason.code)).toEqual([
      'store-unavailable',
      'store-unavailable',
    ])
  })
})

describe('early reads', () => {
  const carts = (name: string) => readItem('carts', key(name))

  test('go out with what is read in the same turn, and answer whoever reads first, once', async () => {
    await withRequestId('req_early', async () => {
      readEarly('carts', [key('a')])
      readEarly('orders', [key('c')])
      expect(await carts('b')).toEqual(key('b'))
      expect(calls()).toEqual(['BatchGetCommand'])
      expect(await carts('a')).toEqual(key('a'))
      expect(calls()).toHaveLength(1)
      await carts('a')
      expect(calls()).toHaveLength(2)
    })
  })

  test('are of one request: another reads for itself, and outside of one nothing is begun', async () => {
    await withRequestId('req_first', async () => {
      readEarly('carts', [key('a')])
      await new Promise(setImmediate)
    })
    expect(calls()).toHaveLength(1)
    await withRequestId('req_second', () => carts('a'))
    expect(calls()).toHaveLength(2)
    readEarly('carts', [key('b')])
    await new Promise(setImmediate)
    expect(calls()).toHaveLength(2)
  })

  test.each([
    ['an item', { TableName: tableName('carts'), Key: key('a') }],
    ['a batch', { RequestItems: { [tableName('carts')]: [] } }],
    ['a transaction', { TransactItems: [{ Put: { TableName: tableName('carts'), Item: key('z') } }] }],
  ])('are let go of when %s of their table is written, and no others', async (_, input) => {
    await withRequestId('req_write', async () => {
      readEarly('carts', [key('a')])
      readEarly('orders', [key('c')])
      await carts('b')
      forgetEarly(input)
      await readItem('orders', key('c'))
      expect(calls()).toHaveLength(1)
      await carts('a')
      expect(calls()).toHaveLength(2)
    })
  })

  test('that fail fail whoever wants them, and nobody else', async () => {
    send.mockRejectedValue(Object.assign(new Error('slow down'), { name: 'ThrottlingException' }) as never)
    await withRequestId('req_fail', async () => {
      readEarly('carts', [key('a')])
      await new Promise(setImmediate)
      await expect(carts('a')).rejects.toMatchObject({ code: 'store-unavailable' })
    })
  })
})
