/** The shop without a network. It runs beside the pages, in a browser that has touched one of them (`components/offline/offline.tsx`). */
import { snapshotOf } from './basket'
import { filesIn, localeAt, mayKeep, planFor } from './rules'
import { type Fetching, scope } from './scope'
import { dropOldShells, forgetBasket, keepFile, keepPage, kept, openBasket, openShell } from './store'

scope.addEventListener('install', (event) => event.waitUntil(scope.skipWaiting()))
scope.addEventListener('activate', (event) => {
  const begin = async () => {
    await dropOldShells()
    // Pages are asked for while the worker is still waking up.
    await scope.registration.navigationPreload?.enable()
    await scope.clients.claim()
  }
  event.waitUntil(begin())
})

scope.addEventListener('fetch', (event) => {
  const { request } = event
  switch (planFor(request, scope.location.origin)) {
    case 'page':
      return event.respondWith(page(event))
    case 'personal':
      return event.respondWith(fresh(event).catch(() => sayOffline(request)))
    case 'file':
      return event.respondWith(file(event))
    case 'basket':
      return event.respondWith(basket(event))
    case 'basket-change':
      return event.respondWith(basketChange(event))
    case 'identity':
      return event.waitUntil(forgetBasket())
    case 'pass':
  }
})

/** The page in which the worker was asked for came before it: it tells what it is made of. */
scope.addEventListener('message', (event) => {
  const { data } = event
  if (!Array.isArray(data)) return
  const addresses = data.filter((one): one is string => typeof one === 'string' && URL.canParse(one))
  event.waitUntil(Promise.all(addresses.map(see)))
})

async function see(address: string): Promise<void> {
  const request = new Request(address)
  const isPage = localeAt(address) !== undefined
  const plan = planFor({ ...asked(request), mode: isPage ? 'navigate' : 'no-cors' }, scope.location.origin)
  if (plan !== 'page' && plan !== 'file' && plan !== 'basket') return
  const response = await fetch(request)
  if (plan === 'basket' && response.ok) await keepBasket(response)
  if (plan === 'file' && response.ok) await keepFile(request, response)
  if (plan !== 'page') return
  if (mayKeep(response)) await keepPage(request, response)
  await prepareShell(address)
}

const asked = ({ method, url, headers }: Request) => ({ method, url, headers })

const fresh = async ({ request, preloadResponse }: Fetching): Promise<Response> =>
  (await preloadResponse) ?? fetch(request)

async function page(event: Fetching): Promise<Response> {
  const { request } = event
  try {
    const response = await fresh(event)
    if (mayKeep(response)) event.waitUntil(keepPage(request, response.clone()))
    event.waitUntil(prepareShell(request.url))
    return response
  } catch {
    return (await kept(request)) ?? sayOffline(request)
  }
}

async function file(event: Fetching): Promise<Response> {
  const { request } = event
  const known = await kept(request)
  if (known) return known
  const response = await fetch(request)
  if (response.status === 200) event.waitUntil(keepFile(request, response.clone()))
  return response
}

async function basket(event: Fetching): Promise<Response> {
  try {
    const response = await fetch(event.request)
    event.waitUntil(response.ok ? keepBasket(response.clone()) : forgetBasket())
    return response
  } catch (error) {
    const known = await (await openBasket()).match(event.request)
    if (known) return known
    throw error
  }
}

async function basketChange(event: Fetching): Promise<Response> {
  const response = await fetch(event.request)
  if (response.ok) event.waitUntil(keepBasket(response.clone()))
  return response
}

async function keepBasket(response: Response): Promise<void> {
  const snapshot = snapshotOf(await response.json())
  if (!snapshot) return
  const headers = { 'content-type': 'application/json', 'x-kept-at': new Date().toISOString() }
  await (await openBasket()).put(snapshot.key, new Response(snapshot.body, { headers }))
}

/** Where somebody is sent who asks for a page that nobody has kept. The way they wanted stands in the fragment. */
async function sayOffline({ url }: Request): Promise<Response> {
  const { pathname, search } = new URL(url)
  const locale = localeAt(url)
  const shell = `/${locale}/offline`
  if (!locale || pathname === shell || !(await (await openShell()).match(shell))) return Response.error()
  return Response.redirect(`${shell}#${pathname}${search}`)
}

/** Keeps the page that says that there is no network, in the language of an address, with all that it is made of. */
async function prepareShell(url: string): Promise<void> {
  const shell = `/${localeAt(url)}/offline`
  const cache = await openShell()
  if (await cache.match(shell)) return
  const response = await fetch(shell)
  if (!mayKeep(response)) return
  await cache.addAll(filesIn(await response.clone().text()))
  await cache.put(shell, response)
}
