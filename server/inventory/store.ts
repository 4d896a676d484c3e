import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb'
import type { MarketId } from '@/lib/markets'
import { fulfilmentLocations } from './locations'
import { type HeldLine, Hold, Movement, StockLevel } from './model'
import { rememberShelves, shelfIds } from './shelves'
import { Conflict } from '@/server/platform/errors'
import { batchGet, batchPut } from '@/server/platform/tables/batch'
import { entity } from '@/server/platform/tables/entity'
import { tableName } from '@/server/platform/tables/keys'
import type { TransactPart } from '@/server/platform/tables/transact'

export const levelKey = (sku: string, location: string) => ({ pk: `stock#${sku}`, sk: `level#${location}` })
export const holdKey = (id: string) => ({ pk: `hold#${id}`, sk: 'hold' })

export const levels = entity({
  table: 'inventory',
  schema: StockLevel,
  key: (level) => levelKey(level.sku, level.location),
})
export const holds = entity({
  table: 'inventory',
  schema: Hold,
  key: (hold) => holdKey(hold.id),
  attributes: (hold) => (hold.state === 'active' ? { holdState: 'active', dueAt: hold.until } : {}),
})

/** The levels of SKUs at places; those that were never counted are left out. */
export async function levelsAt(skus: readonly string[], locations: readonly string[]): Promise<StockLevel[]> {
  const keys = skus.flatMap((sku) => locations.map((location) => levelKey(sku, location)))
  return (await batchGet('inventory', keys)).map((item) => StockLevel.parse(item))
}

/** The levels of SKUs at places, with those of all shelves among which they are spread there. */
export async function shelvesAt(skus: readonly string[], places: readonly string[]): Promise<StockLevel[]> {
  const found = await levelsAt(skus, places)
  for (const level of found) rememberShelves(level)
  const more = found.flatMap(({ sku, location, everShelves = 1 }) =>
    shelfIds(location, everShelves)
      .slice(1)
      .map((shelf) => levelKey(sku, shelf)),
  )
  if (more.length === 0) return found
  return [...found, ...(await batchGet('inventory', more)).map((item) => StockLevel.parse(item))]
}
export const levelsIn = (skus: readonly string[], market: MarketId): Promise<StockLevel[]> =>
  shelvesAt(skus, fulfilmentLocations[market])

export const writeLevels = (list: readonly StockLevel[]): Promise<void> =>
  batchPut(
    'inventory',
    list.map((level) => ({ ...level, ...levelKey(level.sku, level.location) })),
  )

type Update = NonNullable<NonNullable<TransactWriteCommandInput['TransactItems']>[number]['Update']>
const counting = (
  { sku, location, quantity }: HeldLine,
  expression: Pick<Update, 'UpdateExpression' | 'ConditionExpression'>,
): { Update: Update } => ({
  Update: {
    TableName: tableName('inventory'),
    Key: levelKey(sku, location),
    ...expression,
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':q': quantity, ':one': 1 },
  },
})

/** Promises pieces, if there are so many that nobody was promised yet. */
export const promising = (line: HeldLine): TransactPart => ({
  write: counting(line, {
    UpdateExpression: 'SET held = held + :q, available = available - :q, #version = #version + :one',
    ConditionExpression: 'available >= :q',
  }),
  refused: () => new Conflict('sold-out', 'not enough is left', { skus: [line.sku] }),
})

/** Gives promised pieces back. */
export const givingBack = (line: HeldLine): TransactPart => ({
  write: counting(line, {
    UpdateExpression: 'SET held = held - :q, available = available + :q, #version = #version + :one',
    ConditionExpression: 'held >= :q',
  }),
  refused: () => new Conflict('stock-broken', 'more is given back than was held', { sku: line.sku }),
})

/** Takes promised pieces away for good. */
export const taking = (line: HeldLine): TransactPart => ({
  write: counting(line, {
    UpdateExpression: 'SET held = held - :q, onHand = onHand - :q, #version = #version + :one',
    ConditionExpression: 'held >= :q AND onHand >= :q',
  }),
  refused: () => new Conflict('stock-broken', 'more is sold than is there', { sku: line.sku }),
})

/** Writes the level with the movement that explains it, if nobody changed it since it was read. */
export function moving(
  current: StockLevel | undefined,
  next: StockLevel,
  movement: Movement,
): TransactPart[] {
  const Item = {
    ...Movement.parse(movement),
    pk: `stock#${movement.sku}`,
    sk: `move#${movement.location}#${movement.id}`,
  }
  return [
    {
      write: {
        Put: { TableName: tableName('inventory'), Item, ConditionExpression: 'attribute_not_exists(pk)' },
      },
      refused: () => new Conflict('known-movement', 'this movement is known already'),
    },
    current ? levels.replacing(current, next) : levels.creating(next),
  ]
}
