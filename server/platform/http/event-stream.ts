const heartbeatMilliseconds = 15_000
const lifetimeMilliseconds = 10 * 60_000

/** What a stream may do while it is open. */
export interface EventSender {
  send(name: string, data: unknown): void
  end(): void
}

/** Server-sent events. Ends with the signal, when its reader goes away, or by itself after ten minutes: browsers open it anew, on
 *  a process that has room.
 *  @param open begins to send; gives back what ends it */
export function eventStream(signal: AbortSignal, open: (sender: EventSender) => () => void): Response {
  const encoder = new TextEncoder()
  let stop = (): void => {}
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      let closed = false
      const write = (text: string): void => {
        if (!closed) controller.enqueue(encoder.encode(text))
      }
      const heartbeat = setInterval(() => write(': still here\n\n'), heartbeatMilliseconds)
      const end = (): void => {
        if (closed) return
        stop()
        controller.close()
      }
      const lifetime = setTimeout(end, lifetimeMilliseconds)
      write('retry: 1000\n\n')
      const close = open({
        send: (name, data) => write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`),
        end,
      })
      stop = () => {
        closed = true
        clearInterval(heartbeat)
        clearTimeout(lifetime)
        close()
      }
      if (signal.aborted) end()
      else signal.addEventListener('abort', end, { once: true })
    },
    cancel: () => stop(),
  })
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'private, no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  })
}
