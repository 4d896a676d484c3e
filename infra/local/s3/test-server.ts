import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3'
import { type CloudContext, openContext } from '../context'
import { operator } from '../credentials'
import { type LocalS3, openS3, type S3Options } from './s3'

interface PutEvent {
  source: string
  detailType: string
  detail: {
    reason: string
    bucket: { name: string }
    object: { key: string; size?: number; etag?: string; sequencer: string; 'version-id'?: string }
    [name: string]: unknown
  }
}

/** The local S3 by itself, with a clock to move and events to look at. For tests. */
export interface TestServer {
  cloud: CloudContext
  service: LocalS3
  events: PutEvent[]
  endpoint: string
  client(more?: S3ClientConfig): S3Client
  advanceDays(days: number): void
  stop(): Promise<void>
}

export async function openTestServer(options: S3Options & { directory?: string } = {}): Promise<TestServer> {
  const directory = options.directory ?? mkdtempSync(join(tmpdir(), 'quayside-s3-'))
  const cloud = openContext(directory)
  const events: PutEvent[] = []
  cloud.context.peers.putEvent = async (event) => {
    // What S3 puts is what the tests look at; the peer's own type leaves the detail open.
    events.push(structuredClone(event) as PutEvent)
  }
  const service = openS3(cloud.context, options)
  const server = createServer((request, response) => void service.handle(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const endpoint = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  const clients: S3Client[] = []
  return {
    cloud,
    service,
    events,
    endpoint,
    client(more = {}) {
      const made = new S3Client({
        endpoint,
        region: 'us-east-1',
        credentials: operator,
        forcePathStyle: true,
        requestChecksumCalculation: 'WHEN_REQUIRED',
        responseChecksumValidation: 'WHEN_REQUIRED',
        ...more,
      })
      clients.push(made)
      return made
    },
    advanceDays(days) {
      cloud.clock.move(cloud.clock.offset() + days * 86_400_000)
    },
    async stop() {
      for (const client of clients) client.destroy()
      server.closeAllConnections()
      server.close()
      await service.close()
      cloud.close()
      if (!options.directory) rmSync(directory, { recursive: true, force: true })
    },
  }
}
