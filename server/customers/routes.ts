import { createRoute, z } from '@hono/zod-openapi'
import { addAddress, changeAddress, changeProfile, profileOf, removeAddress } from './customers'
import { changeConsent } from './consents'
import { eraseCustomer } from './erasure'
import { exportOf } from './export'
import { AddressId, ConsentPurpose, Kept, Profile } from './model'
import { api, customer, json, problems } from '@/server/platform/http/api'
import { clearedCookie } from '@/server/sessions/token'
import { Locale, PostalAddress } from '@/server/platform/schemas'

const ProfileChange = z.object({
  name: z.string().trim().min(1).max(100).optional(),
  locale: Locale.optional(),
})
const address = z.object({ address: AddressId })
/** Forms send words. */
const ConsentChange = z.object({
  granted: z.union([z.boolean(), z.stringbool()]),
  locale: Locale.default('en-GB'),
})
const ErasureWish = z.object({
  /** The e-mail address of the account. */
  confirmation: z.string().min(1).max(320),
  locale: Locale.default('en-GB'),
})

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
  .openapi(
    createRoute({
      method: 'put',
      path: '/consents/{purpose}',
      summary: 'Agree to something, or no longer',
      request: { params: z.object({ purpose: ConsentPurpose }), body: json(ConsentChange) },
      responses: { 200: json(Profile), ...problems(401, 422) },
    }),
    async (c) => {
      const { granted, locale } = c.req.valid('json')
      return c.json(await changeConsent(customer(c), c.req.valid('param').purpose, granted, locale), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/export',
      summary: 'Everything that is kept of me, as a file to take along',
      responses: { 200: json(z.record(z.string(), z.unknown())), ...problems(401, 503) },
    }),
    async (c) => {
      const everything = await exportOf(customer(c))
      c.header('content-disposition', 'attachment; filename="quayside-my-data.json"')
      return c.json(everything, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/erasure',
      summary: 'Delete my account; answers what the law keeps',
      request: { body: json(ErasureWish) },
      responses: { 200: json(Kept), ...problems(401, 409, 422) },
    }),
    async (c) => {
      const { confirmation, locale } = c.req.valid('json')
      const kept = await eraseCustomer(customer(c), confirmation, locale)
      c.header('set-cookie', clearedCookie())
      return c.json(kept, 200)
    },
  )
