import type { IncomingMessage } from 'node:http'

export type JsonObject = Record<string, unknown>

/** An error that a client of the service is meant to see, by its official code. */
export class ServiceError extends Error {
  /** @param members further members of the JSON error body, e.g. `CancellationReasons`
   *  @param headers further response headers, e.g. `x-amzn-query-error` */
  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
    readonly members: JsonObject = {},
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message)
  }
}

/** The whole body of a request.
 *  @throws ServiceError `RequestEntityTooLarge` (413) beyond `limit` bytes; the rest is then read and dropped */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size <= limit) chunks.push(chunk)
  }
  if (size > limit) {
    throw new ServiceError('RequestEntityTooLarge', `The request is larger than ${limit} bytes.`, 413)
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)
}

/** True for what JSON calls an object. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
