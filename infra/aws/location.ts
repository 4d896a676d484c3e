import { CfnGeofenceCollection, CfnTracker, CfnTrackerConsumer } from 'aws-cdk-lib/aws-location'
import type { Construct } from 'constructs'
import { location, physicalName } from '@/infra/resources'
import { collectionArn } from './names'
import type { Settings } from './settings'

/** The tracker of parcels and the circles around where they go; what enters a circle is told on the account's bus. */
export function declaredLocation(scope: Construct, settings: Settings): void {
  const fences = new CfnGeofenceCollection(scope, 'Destinations', {
    collectionName: physicalName(settings.stage, location.fences),
    description: 'Where parcels go',
  })
  const tracker = new CfnTracker(scope, 'Parcels', {
    trackerName: physicalName(settings.stage, location.tracker),
    description: 'Where parcels are',
    eventBridgeEnabled: false,
    // What moves less than that far is noise.
    positionFiltering: 'DistanceBased',
  })
  const consumer = new CfnTrackerConsumer(scope, 'ParcelsMeetDestinations', {
    trackerName: tracker.trackerName,
    consumerArn: collectionArn(settings),
  })
  consumer.addDependency(tracker)
  consumer.addDependency(fences)
}
