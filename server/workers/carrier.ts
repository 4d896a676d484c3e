import { z } from 'zod'
import { onTheWay, type Point } from '@/server/delivery/geography'
import { tracker } from '@/server/delivery/tracker'
import { isoNow, now } from '@/server/platform/clock'
import { embeddedDatabase } from '@/server/platform/embedded-database'

/** The stand-in for a carrier: it drives parcels from the hub to their addresses and tells the tracker where they are. A real one
 *  tells Amazon Location itself. */
const schema = `create table if not exists drives (
  parcel text primary key, way text not null, departs integer not null, arrives integer not null,
  told integer not null default 0) without rowid`

const Coordinates = z.tuple([z.number(), z.number()])
const Way = z.object({ from: Coordinates, to: Coordinates })
const Drive = z.object({ parcel: z.string(), way: z.string(), departs: z.number(), arrives: z.number() })

export interface Carrier {
  /** Sets out with a parcel; once each. @param milliseconds that the drive takes */
  begin(parcel: string, from: Point, to: Point, milliseconds: number): void
  /** Tells where everything is that is under way. @returns 0: there is never more to do at once */
  tick(): Promise<number>
}

export function openCarrier(): Carrier {
  const database = embeddedDatabase('carrier', schema, 'repeatable')
  const insert = database.prepare(
    'insert or ignore into drives (parcel, way, departs, arrives) values (?, ?, ?, ?)',
  )
  const driving = database.prepare(
    'select parcel, way, departs, arrives from drives where told < arrives limit 100',
  )
  const note = database.prepare('update drives set told = ? where parcel = ?')
  return {
    begin(parcel, from, to, milliseconds) {
      insert.run(parcel, JSON.stringify({ from, to }), now(), now() + milliseconds)
    },
    async tick() {
      for (const { parcel, way, departs, arrives } of z.array(Drive).parse(driving.all())) {
        const at = Math.min(now(), arrives)
        const { from, to } = Way.parse(JSON.parse(way))
        const share = arrives > departs ? (at - departs) / (arrives - departs) : 1
        await tracker().update(parcel, [{ at: isoNow(at - now()), point: onTheWay(from, to, share) }])
        note.run(at, parcel)
      }
      return 0
    },
  }
}
