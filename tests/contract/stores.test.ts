import { mkdirSync, mkdtempSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { buyRig } from '@/tests/contract/buy-rig'
import { Visitor } from '@/tests/contract/visitor'

let shop: Awaited<ReturnType<typeof buyRig>>

beforeAll(async () => {
  shop = await buyRig()
})

describe('the stores of the house', () => {
  test('are told to everybody, and the warehouse is none of them', async () => {
    const { allStores } = await import('@/server/stores/stores')
    const slugs = allStores().map(({ slug }) => slug)
    expect(slugs).toEqual(expect.arrayContaining(['london', 'edinburgh', 'hamburg', 'new-york', 'dubai']))
    expect(slugs).not.toContain('tilbury')
  })

  test('say what each of a market has of a variant, now', async () => {
    const { storeStock } = await import('@/server/stores/stores')
    const inventory = await import('@/server/inventory/inventory')
    const sku = await shop.product(50)
    await inventory.openStock([
      { sku, location: 'london', onHand: 9 },
      { sku, location: 'bristol', onHand: 2 },
    ])
    expect(await storeStock(sku, 'GB')).toEqual([
      { store: 'london', state: 'in' },
      { store: 'bristol', state: 'low' },
      { store: 'edinburgh', state: 'out' },
    ])
    expect((await storeStock(sku, 'DE')).every(({ state }) => state === 'out')).toBe(true)
    await inventory.setStock({ sku, location: 'london', onHand: 0 })
    expect((await storeStock(sku, 'GB'))[0]).toEqual({ store: 'london', state: 'out' })
  })

  test('have an answer that anybody may keep, for a moment', async () => {
    const answer = await new Visitor().ask('/stores/stock/NOBODY-1?locale=de-DE')
    expect(answer.headers.get('cache-control')).toContain('s-maxage=30')
    expect(await answer.json()).toEqual([
      { store: 'hamburg', state: 'out' },
      { store: 'berlin', state: 'out' },
    ])
  })

  test('stay as they were while their file is broken, and follow it when it is mended', async () => {
    const { config } = await import('@/server/platform/config')
    const { storesOfHouse } = await import('@/server/stores/places')
    const folder = join(mkdtempSync(join(tmpdir(), 'stores-')))
    mkdirSync(join(folder, 'stores'))
    const file = join(folder, 'stores', 'stores.yaml')
    const own = readFileSync(join(config().sharedDirectory, 'stores', 'stores.yaml'), 'utf8')
    const before = config().sharedDirectory
    try {
      config().sharedDirectory = folder
      writeFileSync(file, own)
      const all = storesOfHouse().length
      writeFileSync(file, 'locations: [{ kind: store }]')
      utimesSync(file, 1, 1)
      expect(storesOfHouse()).toHaveLength(all)
      writeFileSync(file, own.replace(/ {2}- slug: dubai[\s\S]*/, ''))
      utimesSync(file, 2, 2)
      expect(storesOfHouse()).toHaveLength(all - 1)
    } finally {
      config().sharedDirectory = before
    }
  })
})
