import { beforeEach, describe, expect, test, vi } from 'vitest'
import { RoleSessions } from './role-sessions'

const minute = 60_000
let time = 0
vi.mock('@/server/platform/clock', () => ({ now: () => time }))
vi.mock('@/server/platform/log', () => ({ log: { warn: () => {} } }))

/** Sessions that end after so many minutes, counted. */
function issuing(lifetime: number) {
  let issued = 0
  const issue = vi.fn(async () => ({
    accessKeyId: `key-${(issued += 1)}`,
    secretAccessKey: 's',
    sessionToken: 't',
    expiresAt: time + lifetime * minute,
  }))
  return { sessions: new RoleSessions(issue), issue }
}
beforeEach(() => {
  time = Date.UTC(2026, 10, 21)
})

describe('a session', () => {
  test('is begun once, however many ask for it at once', async () => {
    const { sessions, issue } = issuing(60)
    const keys = await Promise.all([1, 2, 3].map(() => sessions.of('orders')))
    expect(new Set(keys.map(({ accessKeyId }) => accessKeyId))).toEqual(new Set(['key-1']))
    await sessions.of('content')
    expect(issue).toHaveBeenCalledTimes(2)
  })

  test('is renewed before it ends', async () => {
    const { sessions } = issuing(60)
    await sessions.of('orders')
    time += 58 * minute
    expect((await sessions.of('orders')).accessKeyId).toBe('key-1')
    time += 1.5 * minute
    expect((await sessions.of('orders')).accessKeyId).toBe('key-2')
  })

  test('that would end before what it signs is renewed in time', async () => {
    const { sessions } = issuing(60)
    await sessions.of('orders')
    time += 4 * minute
    expect((await sessions.of('orders', 60 * minute)).accessKeyId).toBe('key-1')
    time += 2 * minute
    const renewed = await sessions.of('orders', 60 * minute)
    expect(renewed.accessKeyId).toBe('key-2')
    expect((renewed.expiresAt ?? 0) - time).toBe(60 * minute)
  })

  test('is not begun over and over when none lasts as long as is wished', async () => {
    const { sessions, issue } = issuing(10)
    for (let asked = 0; asked < 20; asked++) await sessions.of('orders', 60 * minute)
    expect(issue).toHaveBeenCalledTimes(1)
  })

  test('goes on while no other can be had, and then fails', async () => {
    const { sessions, issue } = issuing(60)
    await sessions.of('orders')
    issue.mockRejectedValue(new Error('no answer'))
    time += 30 * minute
    expect((await sessions.of('orders', 60 * minute)).accessKeyId).toBe('key-1')
    time += 30 * minute
    await expect(sessions.of('orders')).rejects.toThrow('no answer')
  })
})
