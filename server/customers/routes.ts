import { createRoute, z } from '@hono/zod-openapi'
import { addAddress, changeAddress, changeProfile, profileOf, removeAddress } from './customers'
import { AddressId, Profile } from './model'
import { api, customer, json, problems } from '@/server/platform/http/api'
import { Locale, PostalAddress } from '@/server/platform/schemas'

const ProfileChange = z.object({
  name: z.string().trim().min(1).max(100).optional(),
  locale: Locale.optional(),
})
const address = z.object({ address: AddressId })

/** What customers see and change of themselves; nobody else's is ever in reach. */
export const customers = api('/customers/me')
  .openapi(
    createRoute({
      method: 'get',
      path: '/',
      summary: 'My profile and addresses',
      responses: { 200: json(Profile), ...problems(401) },
    }),
    async (c) => c.json(await profileOf(customer(c)), 200),
  )
  .openapi(
    createRoute({
      method: 'patch',
      path: '/',
      summary: 'Change my name or language',
      request: { body: json(ProfileChange) },
      responses: { 200: json(Profile), ...problems(401, 422) },
    }),
    async (c) => c.json(await changeProfile(customer(c), c.req.valid('json')), 200),
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/addresses',
      summary: 'Keep an address',
      request: { body: json(PostalAddress) },
      responses: { 200: json(Profile), ...problems(401, 409, 422) },
    }),
    async (c) => c.json(await addAddress(customer(c), c.req.valid('json')), 200),
  )
  .openapi(
    createRoute({
      method: 'put',
      path: '/addresses/{address}',
      summary: 'Change an address',
      request: { params: address, body: json(PostalAddress) },
      responses: { 200: json(Profile), ...problems(401, 404, 422) },
    }),
    async (c) =>
      c.json(await changeAddress(customer(c), c.req.valid('param').address, c.req.valid('json')), 200),
  )
  .openapi(
    createRoute({
      method: 'delete',
      path: '/addresses/{address}',
      summary: 'Forget an address',
      request: { params: address },
      responses: { 200: json(Profile), ...problems(401, 404) },
    }),
    async (c) => c.json(await removeAddress(customer(c), c.req.valid('param').address), 200),
  )
