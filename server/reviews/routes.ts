import { createRoute, z } from '@hono/zod-openapi'
import { api, customer, json, principal, problems } from '@/server/platform/http/api'
import { ProductId } from '@/server/platform/schemas'
import { publishReview, rejectReview } from './desk'
import { OwnReview, Rejection, ReviewId, ReviewOrder, ReviewPage, ReviewWish } from './model'
import { reviewsOf } from './reading'
import { voteHelpful } from './votes'
import { ownReviews, withdrawReview, writeReview } from './writing'

const product = z.object({ product: ProductId })

/** What buyers say of products: written by those who have received them, shown once somebody has looked at it. */
export const reviews = api('/reviews')
  .openapi(
    createRoute({
      method: 'get',
      path: '/mine',
      summary: 'What I have written',
      responses: { 200: json(z.object({ reviews: z.array(OwnReview) })), ...problems(401) },
    }),
    async (c) => c.json({ reviews: await ownReviews(customer(c)) }, 200),
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/products/{product}',
      summary: 'A product’s rating and a page of its reviews',
      request: {
        params: product,
        query: z.object({
          order: ReviewOrder.default('newest'),
          page: z.coerce.number().int().min(1).max(25).default(1),
          stars: z.coerce.number().int().min(1).max(5).optional(),
        }),
      },
      responses: { 200: json(ReviewPage), ...problems(422) },
    }),
    async (c) => {
      const { order, page, stars } = c.req.valid('query')
      return c.json(await reviewsOf(c.req.valid('param').product, order, page, { stars }), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'put',
      path: '/products/{product}',
      summary: 'Review something that was delivered to me, or write my review anew',
      request: { params: product, body: json(ReviewWish) },
      responses: { 200: json(OwnReview), ...problems(401, 404, 409, 422) },
    }),
    async (c) =>
      c.json(await writeReview(customer(c), c.req.valid('param').product, c.req.valid('json')), 200),
  )
  .openapi(
    createRoute({
      method: 'delete',
      path: '/products/{product}',
      summary: 'Take my review back',
      request: { params: product },
      responses: { 204: { description: 'Gone' }, ...problems(401, 422) },
    }),
    async (c) => {
      await withdrawReview(customer(c), c.req.valid('param').product)
      return c.body(null, 204)
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/products/{product}/{opinion}/helpful',
      summary: 'Say that a review has helped',
      request: { params: product.extend({ opinion: ReviewId }) },
      responses: { 204: { description: 'Noted' }, ...problems(401, 404, 409, 422) },
    }),
    async (c) => {
      const { product: of, opinion } = c.req.valid('param')
      await voteHelpful(customer(c), of, opinion)
      return c.body(null, 204)
    },
  )

const Decision = z.object({
  /** Of the review that was looked at. */
  version: z.coerce.number().int().nonnegative(),
  /** `publish`, or why not. */
  decision: z.union([z.literal('publish'), Rejection]),
})

/** What the staff decides about reviews. To everybody else it does not exist. */
export const moderation = api('/moderation').openapi(
  createRoute({
    method: 'post',
    path: '/{product}/{opinion}',
    summary: 'Publish a review, or say why it is not shown',
    request: { params: z.object({ product: ProductId, opinion: ReviewId }), body: json(Decision) },
    responses: { 204: { description: 'Decided' }, ...problems(404, 409, 422) },
  }),
  async (c) => {
    const { product, opinion: id } = c.req.valid('param')
    const { version, decision } = c.req.valid('json')
    if (decision === 'publish') await publishReview(principal(c), product, id, version)
    else await rejectReview(principal(c), { product, id, version, reason: decision })
    return c.body(null, 204)
  },
)
