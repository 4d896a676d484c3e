import { z } from 'zod'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { publish } from './bus'
import { type DomainEvent, event } from './events'
import { log } from './log'
import { newEvents, relayChanges } from './relay'
import { streams } from './streams'

vi.mock('./bus', () => ({ publish: vi.fn() }))
vi.mock('./streams', () => {
  const append = vi.fn()
  return { streams: () => ({ append }) }
})
vi.mock('./aws', () => ({ dynamo: () => ({ send: vi.fn().mockResolvedValue({}) }) }))

const happened = event('Happened', 1, z.object({ what: z.string() }))
const item = (...outbox: DomainEvent[]) => ({ pk: 'a', sk: 'b', version: 1, outbox, outboxAt: 'then' })
const bus = vi.mocked(publish)

beforeEach(() => {
  bus.mockReset()
  bus.mockResolvedValue([])
  vi.mocked(streams().append).mockReset()
})

describe('the relay', () => {
  const [first, second] = [happened({ what: 'first' }), happened({ what: 'second' })]

  test('publishes what a change brought, and not what the item carried before', () => {
    expect(newEvents({ table: 'orders', before: item(first), after: item(first, second) })).toEqual([second])
    expect(newEvents({ table: 'orders', before: item(first), after: undefined })).toEqual([])
  })

  test('names the room that the table belongs to, and keeps the order', async () => {
    await relayChanges([
      { table: 'orders', after: item(first) },
      { table: 'orders', after: item(second) },
    ])
    expect(bus.mock.calls).toEqual([['orders', [first, second]]])
  })

  test('tries what the bus refused again, and only that', async () => {
    bus.mockResolvedValueOnce([second])
    await relayChanges([{ table: 'orders', after: item(first, second) }])
    expect(bus.mock.calls.map(([, events]) => events)).toEqual([[first, second], [second]])
  })

  test('parks what the bus refuses for good, raises the alarm, and lets what stands behind it pass', async () => {
    const alarm = vi.spyOn(log, 'error').mockImplementation(() => {})
    vi.useFakeTimers()
    bus.mockImplementation(async (_source, events) => events.filter(({ id }) => id === first.id))
    const relayed = relayChanges([{ table: 'orders', after: item(first, second) }])
    await vi.runAllTimersAsync()
    vi.useRealTimers()
    await relayed
    expect(streams().append).toHaveBeenCalledWith('parked-events', [
      { key: first.id, value: { source: 'orders', event: first } },
    ])
    expect(alarm.mock.calls).toEqual([
      [expect.objectContaining({ event: first.id, parkedEvents: 1 }), 'an event is parked'],
    ])
    expect(bus.mock.calls[0]).toEqual(['orders', [first, second]])
    alarm.mockRestore()
  })

  test('parks an entry that is no event, with the alarm, and publishes the others', async () => {
    const alarm = vi.spyOn(log, 'error').mockImplementation(() => {})
    const poisoned = { ...item(second), outbox: [{ no: 'event' }, second] }
    await relayChanges([{ table: 'orders', after: poisoned }])
    expect(bus.mock.calls).toEqual([['orders', [second]]])
    const [parked] = vi.mocked(streams().append).mock.calls
    expect(parked).toMatchObject([
      'parked-events',
      [{ value: { source: 'orders', event: { name: 'Unpublishable', data: { entry: { no: 'event' } } } } }],
    ])
    expect(alarm).toHaveBeenCalledWith(expect.objectContaining({ parkedEvents: 1 }), 'an event is parked')
    alarm.mockRestore()
  })

  test('tells what only two images together show', async () => {
    const derive = vi.fn().mockReturnValue([second])
    await relayChanges([{ table: 'inventory', after: { pk: 'a' } }], { inventory: derive })
    expect(bus).toHaveBeenCalledWith('inventory', [second])
  })

  test('does not lose changes when the bus is away: they must come again', async () => {
    bus.mockRejectedValue(new Error('away'))
    await expect(relayChanges([{ table: 'orders', after: item(first) }])).rejects.toThrow('away')
  })
})
