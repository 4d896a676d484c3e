import { pagesName } from './names'

/** Named by the build, put in by `tools/run/offline-worker.mjs`. */
declare const BUILD: string

/** The page that says that there is no network, in each language in which somebody has looked around, with its files: of one build. */
const shellName = `quayside-shell-${BUILD}`
/** Of any build, as pages are. */
const filesName = 'quayside-files'
const basketName = 'quayside-basket'

const mostPages = 40
const mostFiles = 400

export const openShell = () => caches.open(shellName)
export const openBasket = () => caches.open(basketName)
export const forgetBasket = () => caches.delete(basketName)

/** Drops what another build has left. */
export async function dropOldShells(): Promise<void> {
  const names = await caches.keys()
  const old = names.filter((name) => name.startsWith('quayside-shell-') && name !== shellName)
  await Promise.all(old.map((name) => caches.delete(name)))
}

export const keepPage = (request: Request, response: Response) =>
  keep(pagesName, mostPages, request, response)
export const keepFile = (request: Request, response: Response) =>
  keep(filesName, mostFiles, request, response)

/** Whatever was kept under this address, of all that is kept but baskets. */
export async function kept(request: Request): Promise<Response | undefined> {
  for (const name of [shellName, filesName, pagesName]) {
    const found = await (await caches.open(name)).match(request, { ignoreVary: true })
    if (found) return found
  }
  return undefined
}

/** Keeps the newest; the oldest makes room. */
async function keep(name: string, most: number, request: Request, response: Response): Promise<void> {
  const cache = await caches.open(name)
  await cache.delete(request, { ignoreVary: true })
  await cache.put(request, response)
  const keys = await cache.keys()
  await Promise.all(keys.slice(0, Math.max(0, keys.length - most)).map((key) => cache.delete(key)))
}
