import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keptList } from './kept-list'

const isText = (value: unknown): value is string => typeof value === 'string'
let stored: Map<string, string>

beforeEach(() => {
  stored = new Map()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
})

test('keeps so many, tells who watches, and hands out the same list until it changes', () => {
  const list = keptList('quayside:test', 2, isText)
  const told = vi.fn<() => void>()
  const end = list.watch(told)
  list.write(['a', 'b', 'c'])
  expect(list.read()).toEqual(['a', 'b'])
  expect(list.read()).toBe(list.read())
  end()
  list.write(['d'])
  expect(told).toHaveBeenCalledTimes(1)
  expect(list.read()).toEqual(['d'])
})

test('drops what is none of its own', () => {
  stored.set('quayside:test', JSON.stringify(['a', 7, { b: 1 }, null]))
  expect(keptList('quayside:test', 9, isText).read()).toEqual(['a'])
  stored.set('quayside:test', '{"broken')
  expect(keptList('quayside:test', 9, isText).read()).toEqual([])
})

test('is empty where storage is switched off', () => {
  const refuse = () => {
    throw new Error('SecurityError')
  }
  vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse })
  const list = keptList('quayside:test', 9, isText)
  list.write(['a'])
  expect(list.read()).toEqual([])
})
