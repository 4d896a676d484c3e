import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openRush } from './rush'

const placed = (count: number, sk = 'order') =>
  Array.from({ length: count }, () => ({ table: 'orders' as const, after: { sk } }))
const never = new AbortController().signal

/** Whether a wait has ended after so many milliseconds. */
async function endsWithin(milliseconds: number, wait: Promise<void>): Promise<boolean> {
  let ended = false
  void wait.then(() => (ended = true))
  await vi.advanceTimersByTimeAsync(milliseconds)
  return ended
}

describe('paperwork', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  test('goes on at once while few buy, and while orders only change', async () => {
    const rush = openRush()
    rush.note(placed(15))
    rush.note(placed(50).map((change) => ({ ...change, before: { sk: 'order' } })))
    rush.note(placed(50, 'lookup'))
    expect(await endsWithin(0, rush.lull(never))).toBe(true)
  })

  test('waits while many buy, and goes on when they have bought', async () => {
    const rush = openRush()
    rush.note(placed(16))
    const waiting = rush.lull(never)
    expect(await endsWithin(900, waiting)).toBe(false)
    expect(await endsWithin(400, waiting)).toBe(true)
  })

  test('goes on after ten seconds however many buy, and at the signal', async () => {
    const rush = openRush()
    const buying = setInterval(() => rush.note(placed(20)), 100)
    await vi.advanceTimersByTimeAsync(200)
    const waiting = rush.lull(never)
    expect(await endsWithin(9_000, waiting)).toBe(false)
    expect(await endsWithin(1_500, waiting)).toBe(true)
    const stopping = new AbortController()
    const last = rush.lull(stopping.signal)
    stopping.abort()
    expect(await endsWithin(0, last)).toBe(true)
    clearInterval(buying)
  })
})
