import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { z } from 'zod'

/** The texts of a product of the feed, under the feed's own names. */
const Row = z.object({
  id: z.coerce.string(),
  name: z.string().optional(),
  title: z.string().optional(),
  short_description: z.string().optional(),
  supplier: z.string().optional(),
})
const Found = z.object({ hits: z.object({ hits: z.array(z.object({ _id: z.string() })) }) })
const Written = z.object({ errors: z.literal(false) })
const batch = 2000

/** OpenSearch as it comes: an index that nobody has described, asked by `multi_match` over all its texts. */
export class PlainIndex {
  constructor(private readonly node: string) {}

  async fill(feed: string): Promise<void> {
    const bytes = createReadStream(feed)
    const lines = createInterface({ input: feed.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes })
    let rows: string[] = []
    const flush = async () => {
      if (rows.length > 0) Written.parse(await this.#ask('/plain/_bulk', `${rows.join('\n')}\n`))
      rows = []
    }
    for await (const line of lines) {
      if (line.trim() === '') continue
      const { id, ...texts } = Row.parse(JSON.parse(line))
      rows.push(JSON.stringify({ index: { _id: id } }), JSON.stringify(texts))
      if (rows.length >= 2 * batch) await flush()
    }
    await flush()
    await this.#ask('/plain/_refresh', '')
  }

  /** Ids, the best first. */
  async search(query: string, size: number): Promise<string[]> {
    const body = JSON.stringify({ size, _source: false, query: { multi_match: { query } } })
    return Found.parse(await this.#ask('/plain/_search', body)).hits.hits.map(({ _id }) => _id)
  }

  async #ask(path: string, body: string): Promise<unknown> {
    const headers = { 'content-type': path.endsWith('_bulk') ? 'application/x-ndjson' : 'application/json' }
    const answer = await fetch(this.node + path, { method: 'POST', headers, ...(body ? { body } : {}) })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
    return answer.json()
  }
}
