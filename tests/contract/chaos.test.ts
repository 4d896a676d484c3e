import '@/tests/chaos/environment'
import { beforeAll, describe, expect, test } from 'vitest'
import { plantedBugs } from '@/tests/chaos/bugs'
import { makeGoods } from '@/tests/chaos/goods'
import { crashMatrix } from '@/tests/chaos/matrix'
import { runRush, runSeed } from '@/tests/chaos/run'
import { World } from '@/tests/chaos/world'

const world = new World()
beforeAll(async () => {
  await world.open()
  await makeGoods()
})

test('fifty random runs under fault leave one order, one charge and one message each, and books that balance', async () => {
  for (let seed = 1; seed <= 50; seed++) {
    expect((await runSeed(world, seed)).wrong, `seed ${seed}`).toEqual([])
  }
})

test('four shoppers who want the last piece leave one order', async () => {
  for (let seed = 1; seed <= 10; seed++) {
    const { wrong, orders } = await runRush(world, seed)
    expect({ wrong, orders }, `seed ${seed}`).toEqual({ wrong: [], orders: 1 })
  }
})

test('a seed replays exactly, whatever ran before it', async () => {
  const calls = async (seed: number) =>
    (await runSeed(world, seed)).trace.map((call) => Object.values(call).join(' '))
  const first = await calls(17)
  await runSeed(world, 18)
  expect(await calls(17)).toEqual(first)
  expect(first.length).toBeGreaterThan(20)
})

test('a plain purchase survives every kind of fault at every call it makes', async () => {
  const wrong: string[] = []
  let cells = 0
  for await (const cell of crashMatrix(world, ['plain'])) {
    cells += 1
    if (cell.wrong.length > 0) wrong.push(`${cell.kind} at ${cell.point}: ${cell.wrong.join('; ')}`)
  }
  expect(wrong).toEqual([])
  expect(cells).toBeGreaterThan(100)
})

describe('the checks find that', () => {
  test.each(Object.entries(plantedBugs))('%s', async (_name, bug) => {
    world.saboteur = bug
    try {
      for (let seed = 1; seed <= 150; seed++) {
        const found = [await runRush(world, seed), await runSeed(world, seed, bug)]
        if (found.some(({ wrong }) => wrong.length > 0)) return
      }
    } finally {
      world.saboteur = undefined
    }
    throw new Error('nobody noticed')
  })
})
