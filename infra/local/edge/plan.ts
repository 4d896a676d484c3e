import type { IncomingHttpHeaders } from 'node:http'
import type { EdgeBehaviour } from '@/infra/edge-behaviours'
import { globMatcher } from './glob'
import { readTarget } from './target'

/** What the edge will do with a request, before it looks into the cache. */
export interface Plan {
  behaviour: EdgeBehaviour
  path: string
  /** Normalised when the behaviour caches, as it came otherwise. */
  search: string
  /** Path and normalised query: what invalidations are matched against. */
  target: string
  host: string
  /** Everything that the origin may base a shared response on. */
  key: string
  /** Whether a response may be looked up and kept at all. */
  shared: boolean
}

const mostRemembered = 4_096

/** Makes plans for requests by a list of behaviours; the first whose pattern matches applies. */
export function planner(behaviours: readonly EdgeBehaviour[]) {
  const matchers = behaviours.map((behaviour) => ({ behaviour, matches: globMatcher(behaviour.pathPattern) }))
  const remembered = new Map<string, Map<string, Plan>>()
  let size = 0

  function route(url: string, host: string): Plan {
    const { path, search: asked } = readTarget(url, host)
    const behaviour = matchers.find(({ matches }) => matches(path))?.behaviour
    if (!behaviour) throw new RangeError('The last edge behaviour must match every path.')
    const shared = behaviour.maxTtl > 0
    const search = shared ? normalQuery(asked, behaviour.queryKeys) : asked
    const target = path + search
    return { behaviour, path, search, target, host, key: `${host} ${target}`, shared }
  }

  function remember(url: string, plan: Plan): Plan {
    if (url.length > 512) return plan
    if (size++ >= mostRemembered) {
      remembered.clear()
      size = 1
    }
    const ofHost = remembered.get(plan.host) ?? new Map<string, Plan>()
    remembered.set(plan.host, ofHost.set(url, plan))
    return plan
  }

  /** @throws BadRequest */
  return function plan(url: string, host: string, headers: IncomingHttpHeaders): Plan {
    const found = remembered.get(host)?.get(url) ?? remember(url, route(url, host))
    const key = withHeaders(found, headers)
    if (key === found.key) return found
    return { ...found, key, shared: found.shared && !isLooseRsc(headers, found.search) }
  }
}

/** Keeps the parameters that count, sorted by name; repeated ones stay in their order. */
export function normalQuery(search: string, keys: EdgeBehaviour['queryKeys']): string {
  if (search === '' || keys === 'none') return ''
  const parameters = new URLSearchParams(search)
  for (const name of new Set(parameters.keys())) {
    if (!counts(name, keys)) parameters.delete(name)
  }
  parameters.sort()
  const normal = parameters.toString()
  return normal === '' ? '' : `?${normal}`
}

function counts(name: string, keys: Exclude<EdgeBehaviour['queryKeys'], 'none'>): boolean {
  if (keys === 'all') return true
  return 'except' in keys ? !keys.except.includes(name) : keys.includes(name)
}

function withHeaders({ key: bare, behaviour }: Plan, headers: IncomingHttpHeaders): string {
  let key = bare
  for (const name of behaviour.headerKeys) {
    const value = headers[name]
    // A space cannot stand in a target nor a newline in a header, so no value can imitate another part of the key.
    if (value !== undefined) key += `\n${name}:${String(value)}`
  }
  return key
}

/** React payloads are told apart by `_rsc`, the origin's own hash of the headers they depend on. Its short legacy form
 *  (and a missing one) is too weak to keep a response under. */
function isLooseRsc(headers: IncomingHttpHeaders, search: string): boolean {
  if (headers.rsc === undefined) return false
  const hashes = new URLSearchParams(search).getAll('_rsc')
  return hashes.length !== 1 || !/^(?:[\w-]{16})?$/.test(hashes[0] ?? '')
}
