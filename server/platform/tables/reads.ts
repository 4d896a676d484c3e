import { BatchGetCommand, GetCommand } from '@aws-sdk/lib-dynamodb'
import type { TableName } from '@/infra/resources'
import { dynamo } from '@/server/platform/aws'
import { Unavailable } from '@/server/platform/errors'
import { beginEarly, begunEarly } from './early'
import { type Key, tableName } from './keys'
import { sent } from './send'

type Item = Record<string, unknown>
interface Wish {
  table: string
  key: Key
  resolve(item: Item | undefined): void
  reject(error: unknown): void
}

const keysPerCall = 100
const attempts = 8
const pause = (attempt: number) =>
  new Promise((resolve) => setTimeout(resolve, Math.min(20 * 2 ** attempt, 2000)))

let wishes: Wish[] = []

/** Reads one item, strongly consistent; `undefined` where there is none. Reads that are asked for in the same turn of the event
 *  loop, of whatever tables and by whomever, go out as one call: what is read at the same time costs one round trip.
 *  @throws Unavailable */
export function readItem(table: TableName, key: Key): Promise<Item | undefined> {
  return begunEarly(table, key) ?? wished(table, key)
}

/** Begins to read what this request will probably want, together with whatever is read in this turn; see `beginEarly`. */
export const readEarly = (table: TableName, keys: readonly Key[]): void => beginEarly(table, keys, wished)

/** Begins to read an item with whatever is read in this turn. @throws Unavailable */
function wished(table: TableName, { pk, sk }: Key): Promise<Item | undefined> {
  return new Promise((resolve, reject) => {
    wishes.push({ table: tableName(table), key: { pk, sk }, resolve, reject })
    if (wishes.length === 1) setImmediate(flush)
  })
}

/** Reads many items by key, in any order; what does not exist is left out. @throws Unavailable */
export async function readItems(table: TableName, keys: readonly Key[]): Promise<Item[]> {
  const items = await Promise.all(keys.map((key) => readItem(table, key)))
  return items.filter((item) => item !== undefined)
}

function flush(): void {
  const asked = wishes
  wishes = []
  const byKey = new Map<string, Wish[]>()
  for (const wish of asked) {
    const name = nameOf(wish.table, wish.key)
    const same = byKey.get(name)
    if (same) same.push(wish)
    else byKey.set(name, [wish])
  }
  const keys = [...byKey.values()]
  for (let from = 0; from < keys.length; from += keysPerCall)
    void settle(keys.slice(from, from + keysPerCall))
}

const nameOf = (table: string, { pk, sk }: { pk?: unknown; sk?: unknown }): string =>
  `${table}\n${String(pk)}\n${String(sk)}`

/** Reads the items of one call and gives each to everybody who wished for it. */
async function settle(keys: readonly Wish[][]): Promise<void> {
  const [first] = keys[0] ?? []
  if (!first) return
  try {
    const items = keys.length === 1 ? await one(first) : await several(keys.flatMap(([wish]) => wish ?? []))
    for (const same of keys) {
      for (const wish of same) wish.resolve(items.get(nameOf(wish.table, wish.key)))
    }
  } catch (error) {
    for (const wish of keys.flat()) wish.reject(error)
  }
}

async function one({ table, key }: Wish): Promise<Map<string, Item>> {
  const { Item } = await sent(() =>
    dynamo().send(new GetCommand({ TableName: table, Key: { ...key }, ConsistentRead: true })),
  )
  return new Map(Item ? [[nameOf(table, key), Item]] : [])
}

async function several(wanted: readonly Wish[]): Promise<Map<string, Item>> {
  const found = new Map<string, Item>()
  let left = new Map<string, Item[]>()
  for (const { table, key } of wanted) left.set(table, [...(left.get(table) ?? []), { ...key }])
  for (let attempt = 0; left.size > 0; attempt++) {
    if (attempt > 0) await pause(attempt)
    if (attempt === attempts) throw new Unavailable('store-unavailable', 'keys stay unprocessed')
    const RequestItems = Object.fromEntries(
      [...left].map(([table, Keys]) => [table, { Keys, ConsistentRead: true }]),
    )
    const answer = await sent(() => dynamo().send(new BatchGetCommand({ RequestItems })))
    for (const [table, items] of Object.entries(answer.Responses ?? {})) {
      for (const item of items) found.set(nameOf(table, item), item)
    }
    left = new Map(
      Object.entries(answer.UnprocessedKeys ?? {}).map(([table, { Keys = [] }]) => [table, Keys]),
    )
  }
  return found
}
