import { createRoute, z } from '@hono/zod-openapi'
import { api, json, principal, problems } from '@/server/platform/http/api'
import { Locale } from '@/server/platform/schemas'
import { findRecords } from './finding'
import { ArchiveKey, ArchiveSearch, FoundRecords, RestoreId, RestoreLink, RestoreView } from './model'
import { requestRestore, restoreLink, restoreOf, restoresFor } from './restores'

const restore = z.object({ restore: RestoreId })
const Wish = z.object({
  key: ArchiveKey,
  /** For how many days it should be there. */
  days: z.coerce.number().int().min(1).max(30).default(7),
  locale: Locale.default('en-GB'),
})

/** Archived records for those who must read them. To everybody but the staff it does not exist. */
export const archive = api('/archive')
  .openapi(
    createRoute({
      method: 'get',
      path: '/records',
      summary: 'What the archive holds of an order, a document, a customer or a year',
      request: { query: ArchiveSearch },
      responses: { 200: json(FoundRecords), ...problems(404, 422, 503) },
    }),
    async (c) => c.json(await findRecords(principal(c), c.req.valid('query')), 200),
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/restores',
      summary: 'Ask for an archived record',
      request: { body: json(Wish) },
      responses: { 200: json(RestoreView), ...problems(404, 422, 503) },
    }),
    async (c) => c.json(await requestRestore(principal(c), c.req.valid('json')), 200),
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/restores',
      summary: 'Records that were asked for, the latest first',
      responses: { 200: json(z.object({ restores: z.array(RestoreView) })), ...problems(404) },
    }),
    async (c) => c.json({ restores: await restoresFor(principal(c)) }, 200),
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/restores/{restore}',
      summary: 'How far a record is',
      request: { params: restore },
      responses: { 200: json(RestoreView), ...problems(404, 422) },
    }),
    async (c) => c.json(await restoreOf(principal(c), c.req.valid('param').restore), 200),
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/restores/{restore}/link',
      summary: 'A link to a record that is there',
      request: { params: restore },
      responses: { 200: json(RestoreLink), ...problems(404, 409, 422) },
    }),
    async (c) => c.json(await restoreLink(principal(c), c.req.valid('param').restore), 200),
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/restores/{restore}/document',
      summary: 'Straight to a record that is there',
      request: { params: restore },
      responses: { 303: { description: 'To the record' }, ...problems(404, 409, 422) },
    }),
    async (c) => c.redirect((await restoreLink(principal(c), c.req.valid('param').restore)).url, 303),
  )
