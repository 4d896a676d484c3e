import { createRoute, z } from '@hono/zod-openapi'
import { api, json, principal, problems, shopper } from '@/server/platform/http/api'
import { ProductId } from '@/server/platform/schemas'
import { Asset } from './asset-model'
import { findAssets, uploadBacklog } from './library'
import { PartNumber, Purpose, UploadBegun, UploadId, UploadView, UploadWish } from './model'
import {
  arrivedPartsOf,
  cancelUpload,
  completeUpload,
  signParts,
  startUpload,
  uploadOf,
  uploadsOf,
} from './uploads'

const params = z.object({ upload: UploadId })
const view = { 200: json(UploadView) }

/** The caller's uploads. Bytes go from the browser to the store; what goes through here are leave, URLs and states. */
export const uploads = api('/uploads')
  .openapi(
    createRoute({
      method: 'post',
      path: '/',
      summary: 'Ask to upload a file; small ones go by the form in the answer, large ones in parts',
      request: { body: json(UploadWish) },
      responses: { 201: json(UploadBegun, 'Begun'), ...problems(401, 403, 404, 422, 429) },
    }),
    async (c) => c.json(await startUpload(await shopper(c), c.req.valid('json')), 201),
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/',
      summary: 'My newest uploads',
      request: { query: z.object({ purpose: Purpose.optional() }) },
      responses: { 200: json(z.object({ uploads: z.array(UploadView) })), ...problems(422) },
    }),
    async (c) => c.json({ uploads: await uploadsOf(principal(c), c.req.valid('query').purpose) }, 200),
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/{upload}',
      summary: 'What has become of an upload',
      request: { params },
      responses: { ...view, ...problems(404, 422) },
    }),
    async (c) => c.json(await uploadOf(principal(c), c.req.valid('param').upload), 200),
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/{upload}/parts',
      summary: 'Which parts have arrived',
      request: { params },
      responses: {
        200: json(z.object({ parts: z.array(z.object({ number: PartNumber, size: z.int() })) })),
        ...problems(404, 409, 422),
      },
    }),
    async (c) => c.json({ parts: await arrivedPartsOf(principal(c), c.req.valid('param').upload) }, 200),
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/{upload}/parts',
      summary: 'URLs for some parts',
      request: { params, body: json(z.object({ numbers: z.array(PartNumber).min(1).max(64) })) },
      responses: {
        200: json(z.object({ parts: z.array(z.object({ number: PartNumber, url: z.string() })) })),
        ...problems(404, 409, 422),
      },
    }),
    async (c) => {
      const { upload } = c.req.valid('param')
      return c.json({ parts: await signParts(principal(c), upload, c.req.valid('json').numbers) }, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/{upload}/complete',
      summary: 'Make one file of the parts',
      request: { params },
      responses: { ...view, ...problems(404, 409, 422) },
    }),
    async (c) => c.json(await completeUpload(principal(c), c.req.valid('param').upload), 200),
  )
  .openapi(
    createRoute({
      method: 'delete',
      path: '/{upload}',
      summary: 'Give an upload up, or take back what came of it',
      request: { params },
      responses: { ...view, ...problems(404, 422) },
    }),
    async (c) => c.json(await cancelUpload(principal(c), c.req.valid('param').upload), 200),
  )

/** What there is in the assets bucket, for those who run the shop. */
export const assets = api('/assets')
  .openapi(
    createRoute({
      method: 'get',
      path: '/',
      summary: 'Assets of a SKU, of an owner, or with a tag',
      request: {
        query: z.object({
          sku: ProductId.optional(),
          owner: z.string().max(60).optional(),
          tag: z.string().max(80).optional(),
        }),
      },
      responses: { 200: json(z.object({ assets: z.array(Asset) })), ...problems(403, 422) },
    }),
    async (c) => c.json({ assets: await findAssets(principal(c), c.req.valid('query')) }, 200),
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/backlog',
      summary: 'How many uploads wait for their check',
      responses: {
        200: json(z.object({ waiting: z.int(), checking: z.int(), stuck: z.int() })),
        ...problems(403),
      },
    }),
    async (c) => c.json(await uploadBacklog(principal(c)), 200),
  )
