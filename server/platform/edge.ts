import { CloudFrontClient, CreateInvalidationCommand } from '@aws-sdk/client-cloudfront'
import { config } from '@/server/platform/config'
import { Unavailable } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'

/** Makes the edge forget pages: CloudFront on AWS, the local edge by its own door.
 *  @param paths as CloudFront writes them, `*` at the end for any rest
 *  @throws Unavailable */
export async function invalidateEdge(paths: readonly string[]): Promise<void> {
  const { distributionId, edgeAdminUrl, internalSecret } = config()
  try {
    if (distributionId) {
      const batch = { CallerReference: newId('inv'), Paths: { Quantity: paths.length, Items: [...paths] } }
      const command = new CreateInvalidationCommand({
        DistributionId: distributionId,
        InvalidationBatch: batch,
      })
      await cloudFront().send(command)
    } else if (edgeAdminUrl && internalSecret) {
      const response = await fetch(`${edgeAdminUrl}/__edge/invalidations`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-edge-secret': internalSecret },
        body: JSON.stringify({ paths }),
      })
      if (!response.ok) throw new Error(`the edge answers ${response.status}`)
    }
  } catch (error) {
    throw new Unavailable('edge-unavailable', 'the edge cannot be invalidated', {}, { cause: error })
  }
}

let client: CloudFrontClient | undefined
const cloudFront = (): CloudFrontClient => (client ??= new CloudFrontClient({ region: 'us-east-1' }))
