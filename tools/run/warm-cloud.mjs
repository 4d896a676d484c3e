import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** Runs the local cloud once, empty, asks every service what is asked of it first, and lets it write its code cache.
 *  @param {string} file the process */
export async function makeCodeCache(file) {
  const directory = mkdtempSync(join(tmpdir(), 'quayside-cloud-'))
  try {
    const child = spawn(process.execPath, [file, '--data', directory, '--port', '0'], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, CLOUD_CODE_CACHE: 'make' },
    })
    const ended = once(child, 'exit')
    const settings = {}
    for await (const line of createInterface({ input: child.stdout })) {
      if (line === 'READY') break
      const [name, value] = line.split(/=(.*)/s)
      settings[name] = value
    }
    await askEverything(settings)
    child.kill()
    const [code] = await ended
    if (code !== 0) throw new Error(`The local cloud ended with ${code} while its code cache was made.`)
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

/** @param {Record<string, string>} settings */
async function askEverything(settings) {
  // The SDK would announce that it will want a newer Node one day.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true'
  const at = (service) => ({
    endpoint: settings[`AWS_ENDPOINT_URL_${service}`],
    region: settings.AWS_REGION,
    credentials: {
      accessKeyId: settings.AWS_ACCESS_KEY_ID,
      secretAccessKey: settings.AWS_SECRET_ACCESS_KEY,
    },
  })
  const name = 'warm'
  const asked = [
    askDynamoDb(at('DYNAMODB'), name),
    askS3(at('S3'), name),
    askSqs(at('SQS'), name),
    askEventBridge(at('EVENTBRIDGE'), name),
    askCognito(at('COGNITO_IDENTITY_PROVIDER')),
  ]
  await Promise.all(asked)
}

async function askDynamoDb(config, TableName) {
  const { DynamoDB } = await import('@aws-sdk/client-dynamodb')
  const client = new DynamoDB(config)
  await client.listTables({})
  await client.createTable({
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  })
  const Key = { pk: { S: 'a' } }
  await client.putItem({ TableName, Item: Key })
  await client.getItem({ TableName, Key })
}

async function askS3(config, Bucket) {
  const { S3 } = await import('@aws-sdk/client-s3')
  const client = new S3({ ...config, forcePathStyle: true })
  await client.listBuckets({})
  await client.createBucket({ Bucket })
  await client.putObject({ Bucket, Key: 'a', Body: 'a' })
  const { Body } = await client.getObject({ Bucket, Key: 'a' })
  await Body?.transformToByteArray()
}

async function askSqs(config, QueueName) {
  const { SQS } = await import('@aws-sdk/client-sqs')
  const client = new SQS({ ...config, useQueueUrlAsEndpoint: false })
  await client.listQueues({})
  const { QueueUrl } = await client.createQueue({ QueueName })
  await client.sendMessage({ QueueUrl, MessageBody: 'a' })
  await client.receiveMessage({ QueueUrl })
}

async function askEventBridge(config, Name) {
  const { EventBridge } = await import('@aws-sdk/client-eventbridge')
  const client = new EventBridge(config)
  await client.listEventBuses({})
  await client.createEventBus({ Name })
  await client.putEvents({
    Entries: [{ EventBusName: Name, Source: 'a', DetailType: 'a', Detail: '{}' }],
  })
}

async function askCognito(config) {
  const { CognitoIdentityProvider } = await import('@aws-sdk/client-cognito-identity-provider')
  await new CognitoIdentityProvider(config).listUserPools({ MaxResults: 1 })
}
