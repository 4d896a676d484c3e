import { Client } from '@opensearch-project/opensearch'
import { z } from 'zod'
import { Unavailable } from '@/server/platform/errors'

const Failure = z.object({ statusCode: z.number(), body: z.unknown() })

/** An answer of the engine that is not a success: its status and what it said. */
export class EngineError extends Error {
  constructor(
    readonly status: number,
    readonly body: unknown,
  ) {
    super(`the search engine answered ${status}`)
  }
}

/** Calls to an OpenSearch endpoint, each answer checked by a schema. */
export class Engine {
  private readonly client: Client

  /** @param timeout in milliseconds, after which the engine counts as down */
  constructor(node: string, timeout = 10_000) {
    this.client = new Client({ node, requestTimeout: timeout, maxRetries: 1 })
  }

  /** @throws Unavailable when nobody answers or the engine is overloaded, EngineError for any other failure */
  async call<T>(
    method: 'GET' | 'PUT' | 'POST' | 'DELETE' | 'HEAD',
    path: string,
    schema: z.ZodType<T>,
    body?: object | string,
  ): Promise<T> {
    try {
      const lines = typeof body === 'string' ? { bulkBody: body } : body === undefined ? {} : { body }
      const answer = await this.client.transport.request({ method, path, ...lines })
      return schema.parse(answer.body)
    } catch (error) {
      if (error instanceof z.ZodError) throw error
      const failure = Failure.safeParse(error)
      if (failure.success && failure.data.statusCode !== 429 && failure.data.statusCode < 500) {
        throw new EngineError(failure.data.statusCode, failure.data.body)
      }
      throw new Unavailable('search-unavailable', 'the search engine does not answer', {}, { cause: error })
    }
  }

  close(): Promise<void> {
    return this.client.close()
  }
}
