import { createRoute, z } from '@hono/zod-openapi'
import { api, json, principal, problems } from '@/server/platform/http/api'
import { ProductId } from '@/server/platform/schemas'
import { publishReview, rejectReview } from './desk'
import { Rejection, ReviewId } from './model'

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
