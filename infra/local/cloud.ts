import type { Server } from 'node:http'
import { open as openCognito } from './cognito/service'
import { type CloudContext, openContext } from './context'
import { operator } from './credentials'
import { openDoor } from './door'
import { open as openDynamoDb } from './dynamodb/service'
import { open as openEventBridge } from './eventbridge/service'
import { listen, stopServer } from './listen'
import { open as openS3 } from './s3/service'
import type { LocalContext, LocalService } from './service'
import { open as openSqs } from './sqs/service'

/** The ports of the cloud, in the order of their numbers. */
const endpointNames = ['s3', 'dynamodb', 'dynamodbStreams', 'sqs', 'eventbridge', 'cognito', 'door'] as const
export type EndpointName = (typeof endpointNames)[number]

export interface RunningCloud {
  /** Base addresses, without a slash at the end. The mailbox is the door's root page. */
  endpoints: Record<EndpointName, string>
  region: string
  accessKeyId: string
  secretAccessKey: string
  /** Ends requests in progress, timers and files. */
  stop(): Promise<void>
}

export interface CloudOptions {
  dataDirectory: string
  /** The first of consecutive ports; 0 takes any free ones. */
  port: number
  host?: string
}

type Handlers = Partial<Record<EndpointName, LocalService>>

const openers: ((context: LocalContext) => Promise<Handlers>)[] = [
  async (context) => ({ s3: await openS3(context) }),
  async (context) => {
    const { dynamodb, streams } = openDynamoDb(context)
    return { dynamodb, dynamodbStreams: streams }
  },
  async (context) => ({ sqs: openSqs(context) }),
  async (context) => ({ eventbridge: openEventBridge(context) }),
  async (context) => ({ cognito: openCognito(context) }),
]

/** Starts the local cloud on a data directory.
 *  @throws CannotStart when the directory is in use or damaged, or a port is taken */
export async function startCloud(options: CloudOptions): Promise<RunningCloud> {
  const host = options.host ?? '127.0.0.1'
  const cloud = openContext(options.dataDirectory)
  const services: LocalService[] = []
  const servers: Server[] = []
  const stop = async () => {
    await Promise.all(servers.map(stopServer))
    for (const service of services.toReversed()) await service.close()
    cloud.close()
  }
  try {
    const handlers = await openServices(cloud, services)
    await cloud.settled()
    const endpoints = new Map<EndpointName, string>()
    for (const [index, name] of endpointNames.entries()) {
      const port = options.port === 0 ? 0 : options.port + index
      const handle = handlers[name]
      if (!handle) throw new Error(`No service answers on the port of ${name}.`)
      const { server, address } = await listen(host, port, name, handle)
      servers.push(server)
      endpoints.set(name, address)
    }
    const address = (name: EndpointName) => endpoints.get(name) ?? ''
    return {
      endpoints: {
        s3: address('s3'),
        dynamodb: address('dynamodb'),
        dynamodbStreams: address('dynamodbStreams'),
        sqs: address('sqs'),
        eventbridge: address('eventbridge'),
        cognito: address('cognito'),
        door: address('door'),
      },
      region: cloud.context.region,
      accessKeyId: operator.accessKeyId,
      secretAccessKey: operator.secretAccessKey,
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

type Handler = LocalService['handle']

async function openServices(
  cloud: CloudContext,
  services: LocalService[],
): Promise<Partial<Record<EndpointName, Handler>>> {
  const door = openDoor(cloud, async () => {
    for (const service of services) await service.reset()
  })
  const handlers: Partial<Record<EndpointName, Handler>> = { door: door.handle }
  for (const open of openers) {
    const opened = await open(cloud.context)
    for (const name of endpointNames) {
      const service = opened[name]
      if (!service) continue
      services.push(service)
      handlers[name] = (request, response) => service.handle(request, response)
    }
  }
  return handlers
}
