import { createRoute, z } from '@hono/zod-openapi'
import { NotFound } from '@/server/platform/errors'
import { api, json, problems } from '@/server/platform/http/api'
import { ProductId } from '@/server/platform/schemas'
import { allCategories, findProduct } from './catalogue'
import { Category, Product } from './model'

const shared = 'public, max-age=60, s-maxage=300'

/** Products and categories, the same for everybody. */
export const catalogue = api('/catalogue')
  .openapi(
    createRoute({
      method: 'get',
      path: '/products/{product}',
      summary: 'A product with its variants',
      request: { params: z.object({ product: ProductId }) },
      responses: { 200: json(Product), ...problems(404, 422, 503) },
    }),
    async (c) => {
      const product = await findProduct(c.req.valid('param').product)
      if (!product) throw new NotFound('product')
      c.header('cache-control', shared)
      return c.json(product, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/categories',
      summary: 'All categories',
      responses: { 200: json(z.array(Category)), ...problems(503) },
    }),
    async (c) => {
      c.header('cache-control', shared)
      return c.json(await allCategories(), 200)
    },
  )
