import { join } from 'node:path'
import { demoFoundation, demoOffers, photographsOf } from '@/server/feeds/demo/demo'
import { measurePhotographs, uploadPhotographs } from '@/server/feeds/demo/photographs'
import { readDemo } from '@/server/feeds/demo/source'
import { type ImportCounts, importFoundation, importOffers } from '@/server/feeds/import'
import { isoNow } from '@/server/platform/clock'
import { ensurePromotion } from '@/server/pricing/pricing'

const batchSize = 250

/** Brings the demo house into the shop; again, it brings only what has changed since.
 *  @param folder `server/catalogue/demo`
 *  @throws Error that says which file is wrong, Unavailable */
export async function seedDemo(folder: string): Promise<ImportCounts> {
  const source = readDemo(folder)
  const foundation = demoFoundation(source)
  const photographs = photographsOf(source)
  const masters = join(folder, 'photographs')
  const measures = await measurePhotographs(
    masters,
    photographs.map(({ file }) => file),
  )
  await Promise.all([
    importFoundation(foundation),
    uploadPhotographs(masters, photographs, measures),
    ensurePromotion(welcome),
  ])
  const categories = new Map(foundation.categories.map((category) => [category.id, category]))
  const offers = demoOffers(source, (file) => measures.get(file), isoNow())
  const counts = { written: 0, unchanged: 0 }
  for (let from = 0; from < offers.length; from += batchSize) {
    const batch = await importOffers('demo', offers.slice(from, from + batchSize), categories)
    counts.written += batch.written
    counts.unchanged += batch.unchanged
  }
  return counts
}

const welcome = {
  code: 'WELCOME10',
  version: 0,
  labels: { en: 'Welcome: 10 % off', de: 'Willkommen: 10 % Rabatt', ar: 'مرحبًا: خصم 10٪' },
  effect: { kind: 'share' as const, basisPoints: 1000 },
  minimum: {},
}
