import { parseArgs } from 'node:util'
import { startCloud } from './cloud'
import { CannotStart } from './directory-lock'

const usage = 'Usage: npm run cloud -- [--data DIR] [--port N]   (defaults: .data/cloud, 4566)'

function options(): { dataDirectory: string; port: number } {
  try {
    const { values } = parseArgs({
      options: {
        data: { type: 'string', default: '.data/cloud' },
        port: { type: 'string', default: '4566' },
      },
    })
    const port = Number(values.port)
    if (!Number.isInteger(port) || port < 0 || port > 65_529) {
      throw new Error(`--port must be a number from 0 to 65529, not '${values.port}'.`)
    }
    return { dataDirectory: values.data, port }
  } catch (error) {
    throw new CannotStart(`${error instanceof Error ? error.message : error}\n${usage}`)
  }
}

async function main(): Promise<void> {
  const cloud = await startCloud(options())
  const { endpoints } = cloud
  const lines = {
    AWS_ENDPOINT_URL_S3: endpoints.s3,
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_DYNAMODB_STREAMS: endpoints.dynamodbStreams,
    AWS_ENDPOINT_URL_SQS: endpoints.sqs,
    AWS_ENDPOINT_URL_EVENTBRIDGE: endpoints.eventbridge,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: endpoints.cognito,
    AWS_REGION: cloud.region,
    AWS_ACCESS_KEY_ID: cloud.accessKeyId,
    AWS_SECRET_ACCESS_KEY: cloud.secretAccessKey,
    QUAYSIDE_MAILBOX_URL: endpoints.door,
    QUAYSIDE_DOOR_URL: endpoints.door,
  }
  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    cloud.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  // Whoever started it as a part of a shop is gone.
  process.on('disconnect', stop)

  for (const [name, value] of Object.entries(lines)) console.log(`${name}=${value}`)
  console.log('READY')
}

main().catch((error: unknown) => {
  console.error(error instanceof CannotStart ? error.message : error)
  process.exit(1)
})
