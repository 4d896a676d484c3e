/** As much of a service worker's world as ours uses; TypeScript's own description of it does not go together with that of pages.
 *  https://w3c.github.io/ServiceWorker/ */
interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void
}
export interface Fetching extends Lasting {
  readonly request: Request
  readonly preloadResponse: Promise<Response | undefined>
  respondWith(response: Promise<Response>): void
}
interface Told extends Lasting {
  readonly data: unknown
}
interface WorkerScope {
  readonly location: Location
  readonly clients: { claim(): Promise<void> }
  readonly registration: { readonly navigationPreload?: { enable(): Promise<void> } }
  skipWaiting(): Promise<void>
  addEventListener(name: 'install' | 'activate', listener: (event: Lasting) => void): void
  addEventListener(name: 'fetch', listener: (event: Fetching) => void): void
  addEventListener(name: 'message', listener: (event: Told) => void): void
}

export const scope: WorkerScope = globalThis as unknown as WorkerScope // the one place that knows where this runs
