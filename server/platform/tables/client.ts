import { randomUUID } from 'node:crypto'
import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  DynamoDBClient,
  type DynamoDBClientConfig,
  GetItemCommand,
  PutItemCommand,
  QueryCommand as PlainQueryCommand,
  ScanCommand as PlainScanCommand,
  TransactWriteItemsCommand,
  type TransactWriteItemsCommandInput,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb'
import { leanClient } from '@/server/platform/lean-client'
import { tracedClient } from '@/server/platform/telemetry/clients'
import { forgetEarly } from './early'
import { answer, requestBody } from './wire'

/** Sends the plain operation behind one of the document client's commands. Its input stays as it is: `plainClient` writes it down. */
type Send = (client: DynamoDBClient, input: never) => Promise<unknown>
const operations = new Map<unknown, Send>([
  [GetCommand, (client, input) => client.send(new GetItemCommand(input))],
  [PutCommand, (client, input) => client.send(new PutItemCommand(input))],
  [UpdateCommand, (client, input) => client.send(new UpdateItemCommand(input))],
  [DeleteCommand, (client, input) => client.send(new DeleteItemCommand(input))],
  [QueryCommand, (client, input) => client.send(new PlainQueryCommand(input))],
  [ScanCommand, (client, input) => client.send(new PlainScanCommand(input))],
  [BatchGetCommand, (client, input) => client.send(new BatchGetItemCommand(input))],
  [BatchWriteCommand, (client, input) => client.send(new BatchWriteItemCommand(input))],
  [TransactWriteCommand, (client, input) => client.send(new TransactWriteItemsCommand(withToken(input)))],
])

const reading = new Set<unknown>([GetCommand, BatchGetCommand, QueryCommand, ScanCommand])

/** A transaction carries a token: when its answer is lost, the library sends it again, and it must not be made twice. */
const withToken = (input: TransactWriteItemsCommandInput): TransactWriteItemsCommandInput => ({
  ...input,
  ClientRequestToken: input.ClientRequestToken ?? randomUUID(),
})

/** The official document client, with less work for each call: the library looks its middleware together, walks a schema
 *  and copies items several times whenever something is sent, which takes most of the processor's time of a purchase. Signatures,
 *  endpoints, repetitions and errors are the library's own. */
export function documentClient(configuration: DynamoDBClientConfig): DynamoDBDocumentClient {
  const documents = DynamoDBDocumentClient.from(leanClient(tracedClient(new DynamoDBClient(configuration))), {
    marshallOptions: { removeUndefinedValues: true },
  })
  const client = plainClient(configuration)
  const others = documents.send.bind(documents)
  return Object.assign(documents, {
    send: (command: Parameters<typeof others>[0], ...options: []) => {
      if (!reading.has(command.constructor)) forgetEarly(command.input)
      const send = options.length === 0 ? operations.get(command.constructor) : undefined
      // The class says what the input is of.
      return send ? send(client, command.input as never) : others(command, ...options)
    },
  })
}

/** The schema by which the library reads the body of an error before it knows which. */
const anything = 15

function plainClient(configuration: DynamoDBClientConfig): DynamoDBClient {
  const client = leanClient(tracedClient(new DynamoDBClient({ ...configuration, cacheMiddleware: true })))
  let body = ''
  const serializer = {
    write: (_schema: unknown, input: unknown) => {
      body = requestBody(input)
    },
    flush: () => body,
  }
  const deserializer = {
    read(schema: unknown, bytes: Uint8Array) {
      const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
      return schema === anything ? JSON.parse(text) : answer(text)
    },
  }
  const { protocol } = client.config
  if (!protocol || !('serializer' in protocol && 'deserializer' in protocol)) {
    throw new Error('the client of DynamoDB keeps its reader and writer elsewhere')
  }
  Object.assign(protocol, { serializer, deserializer })
  return client
}
