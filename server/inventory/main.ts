import { stockAt } from './inventory'
import { spreadStock } from './spread'

/** `npm run stock -- SKU PLACE` tells what lies there; with a number, spreads it among so many counters (1 gathers them): for a SKU
 *  that very many want at the same moment. */
async function main([sku, place, shelves]: readonly string[]): Promise<void> {
  if (!sku || !place)
    throw new Error(
      'Usage: npm run stock -- SKU PLACE [SHELVES], e.g. npm run stock -- QS-VAS-001-SGE tilbury 8.',
    )
  if (shelves !== undefined) await spreadStock(sku, place, Number(shelves))
  const [level] = await stockAt([sku], [place])
  if (!level) throw new Error(`${sku} was never counted at ${place}.`)
  const { onHand, held, available } = level
  console.log(`${onHand} on hand, ${held} held, ${available} available, on ${level.shelves ?? 1} shelves`)
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
