import { connect } from 'node:net'

export interface Answer {
  status: number
  body: string
}

/** How long an answer may take, in milliseconds: the longest that a well-meant request takes, many times over. */
const patience = 15_000

/** Sends bytes as they are, and reads until the other side has answered or hung up.
 *  @returns what was answered; `closed` where the connection ended without a word; `silent` when nothing came */
export function exchange(
  endpoint: string,
  bytes: readonly (string | Buffer)[],
): Promise<Answer | 'closed' | 'silent'> {
  const { hostname, port } = new URL(endpoint)
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname)
    const parts: Buffer[] = []
    const end = (outcome: Answer | 'closed' | 'silent') => {
      clearTimeout(timer)
      socket.destroy()
      resolve(outcome)
    }
    const timer = setTimeout(() => end('silent'), patience)
    socket.on('connect', () => {
      for (const part of bytes) socket.write(part)
    })
    socket.on('data', (part) => {
      parts.push(part)
      const answer = whole(Buffer.concat(parts))
      if (answer) end(answer)
    })
    socket.on('error', () => end(whole(Buffer.concat(parts), true) ?? 'closed'))
    socket.on('close', () => end(whole(Buffer.concat(parts), true) ?? 'closed'))
  })
}

/** The first answer in what has come, once it is all there. @param last nothing more will come */
function whole(bytes: Buffer, last = false): Answer | undefined {
  const text = bytes.toString('latin1')
  const split = text.indexOf('\r\n\r\n')
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1])
  if (split < 0 || !status) return undefined
  if (status === 100) return whole(bytes.subarray(split + 4), last)
  const length = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, split))?.[1]
  const body = bytes.subarray(split + 4).toString('utf8')
  if (last) return { status, body }
  if (length !== undefined) return Buffer.byteLength(body) >= Number(length) ? { status, body } : undefined
  if (/\r\ntransfer-encoding: *chunked/i.test(text.slice(0, split))) {
    return body.endsWith('0\r\n\r\n') ? { status, body } : undefined
  }
  return status === 204 || status === 304 ? { status, body } : undefined
}

/** A request as HTTP/1.1 writes it; the connection ends with it. */
export function written(
  method: string,
  path: string,
  headers: Record<string, string>,
  body: Buffer,
): (string | Buffer)[] {
  const lines = Object.entries({ connection: 'close', ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  )
  return [Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`, 'latin1'), body]
}
