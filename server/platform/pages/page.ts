import { deserialize, serialize } from 'node:v8'
import { z } from 'zod'
import { log } from '@/server/platform/log'

/** How long a page is kept at most, in seconds. The shop's pages are made anew long before. */
export const keptSeconds = 3600

const Page = z.object({
  /** What Next keeps: HTML, payloads and headers of a page, or the result of a read. */
  value: z.unknown(),
  /** Epoch milliseconds. */
  lastModified: z.number(),
  /** In seconds: when to make it anew while it is shown, and when it may not be shown any more. */
  cacheControl: z
    .object({ revalidate: z.union([z.number(), z.literal(false)]), expire: z.number().optional() })
    .optional(),
  tags: z.array(z.string()),
  /** What its maker knew of the fleet's history when it began. */
  seen: z.string(),
})
export type Page = z.infer<typeof Page>

/** Next's values hold maps and buffers, which JSON does not know. */
export const packed = (page: Page): Buffer => serialize(page)

/** @returns the page, or `undefined` when it is not one that this version of the shop and of Node can read */
export function unpacked(bytes: Buffer): Page | undefined {
  try {
    return Page.safeParse(deserialize(bytes)).data
  } catch (error) {
    log.warn({ err: error }, 'a page of the fleet cannot be read; it is made anew')
    return undefined
  }
}
