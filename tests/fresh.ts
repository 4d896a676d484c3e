import { vi } from 'vitest'

// One process runs many suites, so that it loads libraries once. Each suite gets modules of its own, because they read the
// configuration when they are first used, and the environment and network that the process began with.
const place = Symbol.for('quayside.beginning')
interface Beginning {
  environment: NodeJS.ProcessEnv
  fetch: typeof fetch
}
const beginning: Beginning = Reflect.get(globalThis, place) ?? { environment: { ...process.env }, fetch }
Reflect.set(globalThis, place, beginning)

globalThis.fetch = beginning.fetch
for (const name of Object.keys(process.env)) if (!(name in beginning.environment)) delete process.env[name]
Object.assign(process.env, beginning.environment)
vi.resetModules()
