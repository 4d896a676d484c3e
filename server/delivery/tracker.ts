import { config } from '@/server/platform/config'
import type { Point } from './geography'
import { embeddedTracker } from './tracker-embedded'
import { locationTracker } from './tracker-location'

/** Where a parcel was at a moment. */
export interface Position {
  /** ISO 8601. */
  at: string
  point: Point
}

/** Where parcels are (Amazon Location on AWS). A fence around a destination tells, on the bus, that its parcel has come near. */
export interface Tracker {
  /** Takes positions over; of one moment each once. @throws Unavailable */
  update(parcel: string, positions: readonly Position[]): Promise<void>
  /** The positions of a parcel since an instant, the oldest first. @throws Unavailable */
  history(parcel: string, since: string): Promise<Position[]>
  /** Draws a circle around where a parcel goes; again changes it. @param radius in metres
   *  @throws Unavailable */
  fence(parcel: string, centre: Point, radius: number): Promise<void>
  /** @throws Unavailable */
  unfence(parcel: string): Promise<void>
}

let opened: Tracker | undefined

/** The deployment's tracker. */
export function tracker(): Tracker {
  opened ??= config().cloud === 'local' ? embeddedTracker() : locationTracker()
  return opened
}
