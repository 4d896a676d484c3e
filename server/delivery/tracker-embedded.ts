import { PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { z } from 'zod'
import { location } from '@/infra/resources'
import { eventBridge } from '@/server/platform/aws'
import { embeddedDatabase } from '@/server/platform/embedded-database'
import { Unavailable } from '@/server/platform/errors'
import { metresBetween, type Point } from './geography'
import type { Position, Tracker } from './tracker'

const schema = `
create table if not exists positions (
  parcel text not null, at text not null, longitude real not null, latitude real not null,
  primary key (parcel, at)) without rowid;
create table if not exists fences (
  parcel text primary key, longitude real not null, latitude real not null, radius real not null,
  entered integer not null default 0) without rowid;`

const PositionRow = z.object({ at: z.string(), longitude: z.number(), latitude: z.number() })
const FenceRow = z.object({
  parcel: z.string(),
  longitude: z.number(),
  latitude: z.number(),
  radius: z.number(),
  entered: z.number(),
})

/** The tracker in one file. Like Amazon Location it looks at every position whether it is within a fence, and tells on the
 *  account's bus when one is entered or left. */
export function embeddedTracker(): Tracker {
  const database = embeddedDatabase('location', schema, 'repeatable')
  const insert = database.prepare('insert or ignore into positions values (?, ?, ?, ?)')
  const read = database.prepare(
    'select at, longitude, latitude from positions where parcel = ? and at >= ? order by at',
  )
  const latest = database.prepare(
    'select at, longitude, latitude from positions where parcel = ? order by at desc limit 1',
  )
  const draw = database.prepare(
    `insert into fences (parcel, longitude, latitude, radius) values (?, ?, ?, ?)
     on conflict (parcel) do update set longitude = excluded.longitude, latitude = excluded.latitude,
     radius = excluded.radius`,
  )
  const erase = database.prepare('delete from fences where parcel = ?')
  const fenceOf = database.prepare('select * from fences where parcel = ?')
  const enter = database.prepare('update fences set entered = ? where parcel = ?')

  /** Tells first and notes it afterwards: a crash in between tells it twice. */
  async function look(parcel: string, { at, point }: Position): Promise<void> {
    const found: unknown = fenceOf.get(parcel)
    if (found === undefined) return
    const fence = FenceRow.parse(found)
    const isIn = metresBetween([fence.longitude, fence.latitude], point) <= fence.radius
    if (isIn === (fence.entered === 1)) return
    await tell({
      EventType: isIn ? 'ENTER' : 'EXIT',
      GeofenceId: fence.parcel,
      DeviceId: parcel,
      SampleTime: at,
      Position: [...point],
    })
    enter.run(isIn ? 1 : 0, parcel)
  }

  return {
    async update(parcel, positions) {
      for (const position of positions) {
        insert.run(parcel, position.at, position.point[0], position.point[1])
        await look(parcel, position)
      }
    },
    history: async (parcel, since) =>
      z
        .array(PositionRow)
        .parse(read.all(parcel, since))
        .map(
          ({ at, longitude, latitude }): Position => ({ at, point: [longitude, latitude] satisfies Point }),
        ),
    fence: async (parcel, [longitude, latitude], radius) => {
      draw.run(parcel, longitude, latitude, radius)
      // It may be there already.
      const known: unknown = latest.get(parcel)
      if (known === undefined) return
      const last = PositionRow.parse(known)
      await look(parcel, { at: last.at, point: [last.longitude, last.latitude] })
    },
    unfence: async (parcel) => {
      erase.run(parcel)
    },
  }
}

/** Tells of a fence as Amazon Location does, on the account's default bus. Its own source is AWS's alone. */
async function tell(detail: Record<string, unknown>): Promise<void> {
  const Detail = JSON.stringify(detail)
  const entry = { Source: location.localSource, DetailType: location.event, Detail }
  try {
    const answer = await eventBridge().send(new PutEventsCommand({ Entries: [entry] }))
    if ((answer.FailedEntryCount ?? 0) > 0) throw new Error(answer.Entries?.[0]?.ErrorMessage)
  } catch (error) {
    throw new Unavailable(
      'bus-unavailable',
      'the bus does not take the event of a fence',
      {},
      { cause: error },
    )
  }
}
