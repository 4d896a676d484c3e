import { z } from 'zod'
import { findProducts } from '@/server/catalogue/catalogue'
import { catalogueBatchChanged } from '@/server/catalogue/events'
import { erasureRequested } from '@/server/customers/events'
import { type Consumer, on } from '@/server/platform/events'
import { sendMessage } from '@/server/platform/queues'
import { ProductId } from '@/server/platform/schemas'
import { completePictures } from './assets'
import { forgetUploader } from './erasure'

/** A feed or seed may bring pictures whose renditions are not made yet: one piece of work for each product that has any. Whoever wishes to
 *  be forgotten leaves no upload behind. */
export const consumers: readonly Consumer[] = [
  on(catalogueBatchChanged, async ({ data }) => {
    const products = await findProducts(data.products)
    for (const product of products) {
      if (product.media.length > 0) await sendMessage('renditions', { product: product.id })
    }
  }),
  on(erasureRequested, ({ data }) => forgetUploader(data.customerId)),
]

const Work = z.object({ product: ProductId })

/** Works off one product of the renditions queue. @throws ZodError, NotFound, Unavailable: the message comes again */
export const workOffRenditions = (body: unknown): Promise<void> => completePictures(Work.parse(body).product)
