import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Dropped, type Mark } from '@/server/platform/pages/dropped'
import { BoundedMemory } from '@/server/platform/pages/memory'
import { keptSeconds, type Page, packed, unpacked } from '@/server/platform/pages/page'
import { pagesInRedis, type SharedPages } from '@/server/platform/pages/redis'

const Tagged = z.object({ headers: z.object({ 'x-next-cache-tags': z.string() }) })
const Lasting = z.object({ revalidate: z.number() })

/** Of Next, as it asks: reads name their tags, pages carry theirs. */
interface Asked {
  readonly tags?: string[]
  readonly softTags?: string[]
}
interface Given extends Asked {
  readonly fetchCache?: boolean
  readonly cacheControl?: Page['cacheControl']
}
type Kept = Page & { readonly mark: Mark }

/** A handler of Next's cache (`cacheHandler`) whose pages and reads a fleet shares. Next makes one for every request.
 *  @param build what another build has made is never shown
 *  @param most bytes of pages that this process keeps in its own memory */
export function pagesOfFleet(shared: SharedPages, dropped: Dropped, build: string, most: number) {
  const memory = new BoundedMemory<Kept>(most)

  async function ofAnother(key: string, tags: readonly string[]): Promise<Kept | undefined> {
    const { mark } = dropped
    const bytes = await shared.read(`${build}:${key}`)
    const page = bytes && unpacked(bytes)
    if (!page || !dropped.sparesOfAnother([...page.tags, ...tags], page.seen)) return undefined
    memory.set(key, { ...page, mark }, bytes.length)
    return { ...page, mark }
  }

  return class {
    /** When the making of what this request makes began. */
    readonly #begun = new Map<string, Mark>()

    async get(key: string, asked: Asked): Promise<Page | null> {
      this.#begun.set(key, dropped.mark)
      const tags = [...(asked.tags ?? []), ...(asked.softTags ?? [])]
      const own = memory.get(key)
      const good = own && ageOf(own) < keptSeconds && dropped.spares([...own.tags, ...tags], own.mark)
      if (good && !isDue(own)) return own
      const other = await ofAnother(key, tags)
      if (other && dropped.spares([...other.tags, ...tags], other.mark)) return other
      return good ? own : null
    }

    async set(key: string, value: unknown, given: Given): Promise<void> {
      const mark = this.#begun.get(key) ?? dropped.mark
      const { cacheControl } = given
      const tags = given.fetchCache ? (given.tags ?? []) : tagsOf(value)
      const page = { value, lastModified: Date.now(), cacheControl, tags, seen: mark.seen }
      const bytes = packed(page)
      memory.set(key, { ...page, mark }, bytes.length)
      await shared.write(`${build}:${key}`, bytes)
    }

    /** Whatever carries one of the tags is made anew before it is shown again: no profile of Next's shows it meanwhile. */
    async revalidateTag(tags: string | string[]): Promise<void> {
      const old = [tags].flat()
      dropped.drop(old)
      await shared.tell(old)
    }

    resetRequestCache(): void {}
  }
}

const ageOf = ({ lastModified }: Page): number => (Date.now() - lastModified) / 1000

/** Whether it is time to make it anew: another process may have done so. */
function isDue(page: Page): boolean {
  const { data } = Lasting.safeParse(page.cacheControl ?? page.value)
  return data !== undefined && ageOf(page) >= data.revalidate
}

const tagsOf = (value: unknown): string[] =>
  Tagged.safeParse(value).data?.headers['x-next-cache-tags'].split(',') ?? []

/** Gives Next the fleet's cache in place of its own. Only before Next serves, and only where it is built.
 *  @param url of the Redis that the fleet shares */
export function sharePages(url: string): void {
  const build = readFileSync(join(process.cwd(), '.next', 'BUILD_ID'), 'utf8')
  const dropped = new Dropped()
  const FetchCache = pagesOfFleet(pagesInRedis(url, dropped), dropped, build, memoryBytes)
  // docs/decisions/0012 says why by this name and not by a file in the configuration.
  Reflect.set(globalThis, Symbol.for('@next/cache-handlers'), { FetchCache })
}

/** As much as Next keeps by itself. */
const memoryBytes = 50 * 1024 * 1024
