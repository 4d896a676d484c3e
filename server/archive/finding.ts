import { ListObjectsV2Command } from '@aws-sdk/client-s3'
import { names } from '@/infra/access'
import { type Retention, retentions } from '@/infra/object-life'
import { requireStaff } from '@/server/operations/staff'
import { everyOrderOf, orderByNumber, orderThere } from '@/server/orders/held'
import type { Order } from '@/server/orders/model'
import { archiveFolder, isManifest } from '@/server/platform/archive-manifest'
import { now } from '@/server/platform/clock'
import { bucketName, objectsAs, objectsUnavailable } from '@/server/platform/objects'
import type { Principal } from '@/server/platform/principal'
import { OrderId } from '@/server/platform/schemas'
import type { ArchivedRecord, FoundRecords } from './model'
import { isAsleep } from './records'

const role = 'archive'
const mostRecords = 200
const mostOrders = 40
/** No record is kept for longer, and nothing is older than that. */
const oldestYears = 1 + Math.max(...Object.values(retentions).map(({ years }) => years))
const documentNumber = /^(INV|CN)-([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})(-\d+)?$/
const personId = /^(cus|gst)_[0-9A-HJKMNP-TV-Z]{26}$/

/** Where records may stand: a beginning of keys. */
interface Place {
  retention: Retention
  prefix: string
}

/** What the archive holds of an order, a document, a customer or a year.
 *  @param text the number of an order or document, or the id of an order, customer or guest; without it everything of the year
 *  @throws NotFound to everybody but the staff; Unavailable */
export async function findRecords(
  who: Principal,
  { text, year }: { text: string; year?: number },
): Promise<FoundRecords> {
  requireStaff(who)
  const thisYear = new Date(now()).getUTCFullYear()
  const years = year ? [year] : Array.from({ length: oldestYears }, (_, back) => thisYear - back)
  const places = text ? await placesOf(text.trim(), years) : placesOfYear(year)
  const listed = await Promise.all(places.map(recordsAt))
  const known = new Map(listed.flat().map((record) => [record.key, record]))
  const records = [...known.values()].sort((a, b) => b.archivedAt.localeCompare(a.archivedAt))
  return { records: records.slice(0, mostRecords), more: records.length > mostRecords }
}

/** Nothing is looked for while neither a text nor a year is given. */
const placesOfYear = (year: number | undefined): Place[] =>
  year === undefined
    ? []
    : names(retentions).map((retention) => ({ retention, prefix: archiveFolder(retention, year) }))

async function placesOf(text: string, years: readonly number[]): Promise<Place[]> {
  if (personId.test(text)) {
    const orders: Order[] = []
    for await (const order of everyOrderOf(text)) if (orders.push(order) === mostOrders) break
    return [...inYears('consent', `${text}/`, years), ...orders.flatMap((order) => ofOrder(order, years))]
  }
  if (OrderId.safeParse(text).success) {
    const order = await orderThere(text)
    return order ? ofOrder(order, years) : inYears('order', `${text}/`, years)
  }
  const written = text.toUpperCase()
  const number = documentNumber.exec(written)?.[2]
  if (number) return inYears('taxDocument', `${written}.`, years)
  const order = await orderByNumber(text)
  return order ? ofOrder(order, years) : []
}

/** An order's own record, its invoice and its credit notes. */
function ofOrder({ id, number, placedAt }: Order, years: readonly number[]): Place[] {
  const since = years.filter((year) => year >= Number(placedAt.slice(0, 4)))
  return [
    ...inYears('order', `${id}/`, since),
    ...inYears('taxDocument', `INV-${number}.`, since),
    ...inYears('taxDocument', `CN-${number}-`, since),
  ]
}

const inYears = (retention: Retention, beginning: string, years: readonly number[]): Place[] =>
  years.map((year) => ({ retention, prefix: `${archiveFolder(retention, year)}${beginning}` }))

async function recordsAt({ retention, prefix: Prefix }: Place): Promise<ArchivedRecord[]> {
  const command = new ListObjectsV2Command({
    Bucket: bucketName('archive'),
    Prefix,
    // Every record has a manifest beside it.
    MaxKeys: 2 * (mostRecords + 1),
  })
  try {
    const { Contents = [] } = await objectsAs(role).client().send(command)
    return Contents.flatMap(({ Key, Size, LastModified, StorageClass }) =>
      Key === undefined || isManifest(Key)
        ? []
        : {
            key: Key,
            retention,
            bytes: Size ?? 0,
            archivedAt: (LastModified ?? new Date(0)).toISOString(),
            asleep: isAsleep(StorageClass),
          },
    )
  } catch (error) {
    throw objectsUnavailable(error)
  }
}
