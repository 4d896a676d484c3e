import {
  BatchDeleteGeofenceCommand,
  BatchPutGeofenceCommand,
  BatchUpdateDevicePositionCommand,
  GetDevicePositionHistoryCommand,
  LocationClient,
} from '@aws-sdk/client-location'
import { location, physicalName } from '@/infra/resources'
import { now } from '@/server/platform/clock'
import { config } from '@/server/platform/config'
import { Unavailable } from '@/server/platform/errors'
import type { Point } from './geography'
import type { Position, Tracker } from './tracker'

/** Amazon Location's limits for one call. */
const positionsPerCall = 10
const positionsPerPage = 100

async function asked<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    throw new Unavailable('location-unavailable', 'Amazon Location does not answer', {}, { cause: error })
  }
}

/** The tracker as Amazon Location has it: devices and geofences are named by their parcel. */
export function locationTracker(client = new LocationClient({ region: config().region })): Tracker {
  const TrackerName = physicalName(config().stage, location.tracker)
  const CollectionName = physicalName(config().stage, location.fences)
  return {
    async update(parcel, positions) {
      for (let from = 0; from < positions.length; from += positionsPerCall) {
        const Updates = positions.slice(from, from + positionsPerCall).map(({ at, point }) => ({
          DeviceId: parcel,
          SampleTime: new Date(at),
          Position: [...point],
        }))
        const answer = await asked(() =>
          client.send(new BatchUpdateDevicePositionCommand({ TrackerName, Updates })),
        )
        const [failed] = answer.Errors ?? []
        if (failed) throw new Unavailable('location-unavailable', failed.Error?.Message)
      }
    },
    async history(parcel, since) {
      const found: Position[] = []
      let NextToken: string | undefined
      do {
        const token = NextToken
        const page = await asked(() =>
          client.send(
            new GetDevicePositionHistoryCommand({
              TrackerName,
              DeviceId: parcel,
              StartTimeInclusive: new Date(since),
              EndTimeExclusive: new Date(now() + 1000),
              MaxResults: positionsPerPage,
              NextToken: token,
            }),
          ),
        )
        for (const { SampleTime, Position: at } of page.DevicePositions ?? []) {
          const point = pointFrom(at)
          if (SampleTime && point) found.push({ at: SampleTime.toISOString(), point })
        }
        NextToken = page.NextToken
      } while (NextToken)
      return found.sort((a, b) => a.at.localeCompare(b.at))
    },
    async fence(parcel, centre, radius) {
      const Geometry = { Circle: { Center: [...centre], Radius: radius } }
      const answer = await asked(() =>
        client.send(
          new BatchPutGeofenceCommand({ CollectionName, Entries: [{ GeofenceId: parcel, Geometry }] }),
        ),
      )
      const [failed] = answer.Errors ?? []
      if (failed) throw new Unavailable('location-unavailable', failed.Error?.Message)
    },
    async unfence(parcel) {
      await asked(() =>
        client.send(new BatchDeleteGeofenceCommand({ CollectionName, GeofenceIds: [parcel] })),
      )
    },
  }
}

function pointFrom(position: readonly number[] | undefined): Point | undefined {
  const [longitude, latitude] = position ?? []
  return longitude === undefined || latitude === undefined ? undefined : [longitude, latitude]
}
