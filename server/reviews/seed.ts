import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { findProducts } from '@/server/catalogue/catalogue'
import { transact } from '@/server/platform/tables/transact'
import { Review, Words } from './model'
import { counted, noCounts } from './rules'
import { ratingKey, ratings, reviews } from './store'

const File = z.record(z.string(), z.array(z.strictObject({ ...Words.shape, on: z.iso.date() })))

/** Brings the demo house's reviews to products that nobody has reviewed yet. Nobody has bought anything in a demo, so none of them is
 *  verified. @returns how many were written @throws Error that says what is wrong in the file, Unavailable */
export async function seedReviews(path: string): Promise<number> {
  const parsed = File.safeParse(parse(readFileSync(path, 'utf8')))
  if (!parsed.success) throw new Error(`${path}: ${z.prettifyError(parsed.error)}`)
  const there = new Set((await findProducts(Object.keys(parsed.data))).map(({ id }) => id))
  let written = 0
  for (const [product, list] of Object.entries(parsed.data)) {
    if (!there.has(product) || (await ratings.get(ratingKey(product)))) continue
    const told = list.map((words, index) => demoReview(product, index, words))
    const counts = told.reduce((sum, { shown }) => counted(sum, undefined, shown?.stars), noCounts)
    await transact([
      ratings.creating({ product, counts, version: 0 }),
      ...told.map((review) => reviews.creating(review)),
    ])
    written += told.length
  }
  return written
}

type DemoWords = z.infer<typeof File>[string][number]

function demoReview(product: string, index: number, { on, ...words }: DemoWords): Review {
  const at = `${on}T10:00:00.000Z`
  return Review.parse({
    id: `rvw_${letters(`${product} ${index}`)}`,
    product,
    author: 'demo',
    state: 'published',
    written: { ...words, photos: [], at },
    flags: [],
    shown: { ...words, photos: [], edited: false },
    publishedAt: at,
    helpful: 0,
    version: 0,
  })
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** The 26 letters of an id, always the same for the same words. */
const letters = (words: string): string =>
  [...createHash('sha256').update(words).digest()]
    .slice(0, 26)
    .map((byte) => alphabet[byte % 32])
    .join('')
