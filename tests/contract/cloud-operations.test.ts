import { readFileSync } from 'node:fs'
import * as cognito from '@aws-sdk/client-cognito-identity-provider'
import * as dynamodb from '@aws-sdk/client-dynamodb'
import * as streams from '@aws-sdk/client-dynamodb-streams'
import * as eventbridge from '@aws-sdk/client-eventbridge'
import * as s3 from '@aws-sdk/client-s3'
import * as sqs from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EndpointName, type RunningCloud, startCloud } from '@/infra/local/cloud'
import { operations as ofS3 } from '@/infra/local/s3/operations'
import { temporaryDirectory } from './cloud-process'

/** docs/local-cloud-operations.md says of every operation that the SDK knows whether the local cloud has it; here it is asked. */
const page = readFileSync('docs/local-cloud-operations.md', 'utf8')
const directory = temporaryDirectory()
let cloud: RunningCloud
beforeAll(async () => {
  cloud = await startCloud({ dataDirectory: directory.path, port: 0 })
})
afterAll(async () => {
  await cloud.stop()
  directory.remove()
})

/** The names of all operations that a client of the SDK can ask for. */
const namesIn = (sdk: object): string[] =>
  Object.keys(sdk)
    .filter((name) => /^[A-Z].+Command$/.test(name))
    .map((name) => name.replace(/Command$/, ''))
    .toSorted()

/** What the page says of a service: names that are there, wholly or partly, and names that are not. */
function told(service: string): { there: string[]; missing: string[] } {
  const section = page.split(/^## /m).find((part) => part.startsWith(`${service}\n`)) ?? ''
  const rows = [...section.matchAll(/^\| `(\w+)` \| (yes|partly)/gm)].map(([, name = '']) => name)
  const rest = /^Not there: (.*)$/m.exec(section)?.[1] ?? ''
  return { there: rows.toSorted(), missing: [...rest.matchAll(/`(\w+)`/g)].map(([, name = '']) => name) }
}

describe('the table of operations', () => {
  it('is right about S3', () => {
    const there = Object.keys(ofS3).toSorted()
    expect(told('S3').there).toEqual(there)
    expect(told('S3').missing).toEqual(namesIn(s3).filter((name) => !there.includes(name)))
  })

  it('is right about DynamoDB', async () => {
    const client = new dynamodb.DynamoDBClient(at('dynamodb'))
    const ask = () => client.send(new dynamodb.ListTablesCommand())
    expect(told('DynamoDB')).toEqual(await asked(client, 'DynamoDB_20120810', namesIn(dynamodb), ask))
  })

  it('is right about the streams of DynamoDB', async () => {
    const client = new streams.DynamoDBStreamsClient(at('dynamodbStreams'))
    const ask = () => client.send(new streams.ListStreamsCommand())
    const answer = await asked(client, 'DynamoDBStreams_20120810', namesIn(streams), ask)
    expect(told('DynamoDB Streams')).toEqual(answer)
  })

  it('is right about SQS', async () => {
    const client = new sqs.SQSClient({ ...at('sqs'), useQueueUrlAsEndpoint: false })
    const ask = () => client.send(new sqs.ListQueuesCommand())
    expect(told('SQS')).toEqual(await asked(client, 'AmazonSQS', namesIn(sqs), ask))
  })

  it('is right about EventBridge', async () => {
    const client = new eventbridge.EventBridgeClient(at('eventbridge'))
    const ask = () => client.send(new eventbridge.ListRulesCommand())
    expect(told('EventBridge')).toEqual(await asked(client, 'AWSEvents', namesIn(eventbridge), ask))
  })

  it('is right about Cognito', async () => {
    const client = new cognito.CognitoIdentityProviderClient(at('cognito'))
    const ask = () => client.send(new cognito.ListUserPoolsCommand({ MaxResults: 1 }))
    const target = 'AWSCognitoIdentityProviderService'
    expect(told('Cognito user pools')).toEqual(await asked(client, target, namesIn(cognito), ask))
  })
})

const at = (service: EndpointName) => ({
  endpoint: cloud.endpoints[service],
  region: cloud.region,
  credentials: { accessKeyId: cloud.accessKeyId, secretAccessKey: cloud.secretAccessKey },
  maxAttempts: 1,
})

type Call = { request: { headers: Record<string, string>; body: unknown } }
interface Client {
  middlewareStack: {
    // the SDK's own stacks are typed by their clients' commands
    add(middleware: (next: (call: never) => unknown) => (call: never) => unknown, options: object): void
  }
}

/** Asks for each operation with nothing, by a client whose every call is turned into that one before it is signed. */
async function asked(
  client: Client,
  service: string,
  names: readonly string[],
  ask: () => Promise<unknown>,
): Promise<{ there: string[]; missing: string[] }> {
  let operation = ''
  client.middlewareStack.add(
    (next) => (call) => {
      const { request } = call as Call
      Object.assign(request.headers, { 'x-amz-target': `${service}.${operation}`, 'content-length': '2' })
      request.body = '{}'
      return next(call)
    },
    { step: 'build', priority: 'low' },
  )
  const there: string[] = []
  const missing: string[] = []
  for (const name of names) {
    operation = name
    const said = await ask().then(
      () => '',
      (error: unknown) => String(error),
    )
    if (said.includes(`not implemented: ${name}`)) missing.push(name)
    else there.push(name)
  }
  return { there, missing }
}
