/** Sending bytes from the browser to the store: one request each, with progress, which `fetch` does not tell. */

/** The store did not take a request: `status` 0 when it could not be reached. */
export class NotSent extends Error {
  constructor(readonly status: number) {
    super(`the store answered ${status}`)
    this.name = 'NotSent'
  }
}

/** Posts or puts a body. @throws NotSent, DOMException `AbortError` when the signal ends it */
export function send(
  method: 'POST' | 'PUT',
  url: string,
  body: Blob | FormData,
  progress: (sent: number) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const abort = () => request.abort()
    const end = (settle: () => void) => () => {
      signal.removeEventListener('abort', abort)
      settle()
    }
    request.open(method, url)
    request.upload.addEventListener('progress', ({ loaded }) => progress(loaded))
    request.addEventListener(
      'load',
      end(() =>
        request.status >= 200 && request.status < 300 ? resolve() : reject(new NotSent(request.status)),
      ),
    )
    request.addEventListener(
      'error',
      end(() => reject(new NotSent(0))),
    )
    request.addEventListener(
      'abort',
      end(() => reject(new DOMException('cancelled', 'AbortError'))),
    )
    signal.addEventListener('abort', abort)
    if (signal.aborted) return end(() => reject(new DOMException('cancelled', 'AbortError')))()
    request.send(body)
  })
}

/** Waits so many milliseconds, or until the connection is back. @throws DOMException `AbortError` */
export function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer)
      removeEventListener('online', end)
      signal.removeEventListener('abort', end)
      if (signal.aborted) reject(new DOMException('cancelled', 'AbortError'))
      else resolve()
    }
    const timer = setTimeout(end, milliseconds)
    addEventListener('online', end)
    signal.addEventListener('abort', end)
    if (signal.aborted) end()
  })
}
