import { createRoute, z } from '@hono/zod-openapi'
import { UploadId } from '@/server/assets/model'
import { api, json, principal, problems } from '@/server/platform/http/api'
import { bringPicture, pictureArrival } from './bringing'
import { publishPage, savePage, withdrawPage } from './editing'
import { describePicture, pictureLibrary } from './library'
import { EditorialPicture, PageKind, PictureArrival, PictureDescription, PictureWish, Slug } from './model'

const params = z.object({ page: Slug })
const Done = z.object({ done: z.literal(true) })
const done = { done: true as const }

/** As a script or a form's `datetime-local` field writes it; without a zone it is UTC. An empty field is none. */
const Instant = z.union([z.literal(''), z.iso.datetime({ offset: true, local: true })]).optional()
const instant = (written: string | undefined): string | undefined => {
  if (!written) return undefined
  return new Date(/(Z|[+-]\d\d:\d\d)$/.test(written) ? written : `${written}Z`).toISOString()
}

/** What the staff writes and publishes. To everybody else it does not exist. */
export const content = api('/content')
  .openapi(
    createRoute({
      method: 'put',
      path: '/pages/{page}',
      summary: 'Keep a new version of a page; `document` is JSON, or a text that holds it',
      request: {
        params,
        body: json(
          z.object({
            document: z.unknown(),
            kind: PageKind.optional(),
            basedOn: z.coerce.number().int().nonnegative().optional(),
          }),
        ),
      },
      responses: {
        200: json(z.object({ page: Slug, version: z.int(), notes: z.array(z.string()) })),
        ...problems(404, 409, 422),
      },
    }),
    async (c) => {
      const { page: slug } = c.req.valid('param')
      return c.json(await savePage(principal(c), { slug, ...c.req.valid('json') }), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/pages/{page}/publications',
      summary: 'Publish a version, now or from a time on, and until a time',
      request: {
        params,
        body: json(z.object({ version: z.coerce.number().int().positive(), from: Instant, until: Instant })),
      },
      responses: { 200: json(Done), ...problems(404, 409, 422) },
    }),
    async (c) => {
      const { version, from, until } = c.req.valid('json')
      const wish = { version, from: instant(from), until: instant(until) }
      await publishPage(principal(c), c.req.valid('param').page, wish)
      return c.json(done, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/pages/{page}/withdrawal',
      summary: 'Take a page off, with everything that is planned for it',
      request: { params },
      responses: { 200: json(Done), ...problems(404, 409) },
    }),
    async (c) => {
      await withdrawPage(principal(c), c.req.valid('param').page)
      return c.json(done, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/pictures',
      summary: 'The library: pictures that pages may name, and those on their way',
      responses: {
        200: json(z.object({ pictures: z.array(EditorialPicture), arrivals: z.array(PictureArrival) })),
        ...problems(404),
      },
    }),
    async (c) => c.json(await pictureLibrary(principal(c)), 200),
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/pictures',
      summary:
        'Bring a picture into the library; its file goes by an upload for `editorial`, before or afterwards',
      request: { body: json(PictureWish) },
      responses: { 202: json(PictureArrival, 'It comes once it is checked'), ...problems(404, 409, 422) },
    }),
    async (c) => c.json(await bringPicture(principal(c), c.req.valid('json')), 202),
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/pictures/arrivals/{upload}',
      summary: 'How far a picture is on its way into the library',
      request: { params: z.object({ upload: UploadId }) },
      responses: { 200: json(PictureArrival), ...problems(404) },
    }),
    async (c) => c.json(await pictureArrival(principal(c), c.req.valid('param').upload), 200),
  )
  .openapi(
    createRoute({
      method: 'put',
      path: '/pictures/{picture}',
      summary: 'Describe a picture anew: words in every language, and its focus in per cent',
      request: { params: z.object({ picture: Slug }), body: json(PictureDescription) },
      responses: { 200: json(EditorialPicture), ...problems(404, 409, 422) },
    }),
    async (c) =>
      c.json(await describePicture(principal(c), c.req.valid('param').picture, c.req.valid('json')), 200),
  )
