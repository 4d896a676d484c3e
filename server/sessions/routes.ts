import { createRoute, z } from '@hono/zod-openapi'
import { mergeCarts } from '@/server/cart/cart'
import { newDeviceCookie, originOf } from '@/server/fraud/device'
import { Unavailable } from '@/server/platform/errors'
import { api, customer, json, problems } from '@/server/platform/http/api'
import { devicesOf, signOutDevice, signOutEverywhere } from './devices'
import { Device, HandOff, SessionId, SessionView, type Session } from './model'
import { beginCustomer } from './hand-off'
import { endSession, findSession, principalOf, viewOf } from './sessions'
import { clearedCookie, cookieValue, sessionCookie } from './token'
import { mergeWishlists } from '@/server/wishlists/handing'
import { wishedBy } from '@/server/wishlists/wishlists'

/** The browser's session: what pages may know of it, signing in by one hand-off of tokens, signing out. */
export const session = api('/session')
  .openapi(
    createRoute({
      method: 'get',
      path: '/',
      summary: 'Who this browser is signed in as',
      responses: { 200: json(SessionView) },
    }),
    async (c) => {
      const value = cookieValue(c.req.header('cookie') ?? null)
      const found = value ? await findSession(value) : undefined
      return c.json({ ...viewOf(found), ...(found ? await wishedIn(found) : {}) }, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/',
      summary: 'Hand over the tokens of a sign-in, once; the browser keeps a cookie alone',
      request: { body: json(HandOff) },
      responses: { 200: json(SessionView), ...problems(401, 403, 422) },
    }),
    async (c) => {
      const before = c.get('principal')
      const previous = cookieValue(c.req.header('cookie') ?? null)
      const { session: begun, value } = await beginCustomer(
        c.req.valid('json'),
        c.req.header('user-agent'),
        originOf(c.req),
      )
      if (before.kind === 'guest') {
        await Promise.all([
          mergeCarts(before.id, begun.customerId),
          mergeWishlists(before.id, begun.customerId),
        ])
      }
      const repeated = before.kind !== 'anonymous' && before.sessionId === begun.id
      if (previous && !repeated) await endSession(previous)
      c.header('set-cookie', sessionCookie(value))
      const device = newDeviceCookie(c.req)
      if (device) c.header('set-cookie', device, { append: true })
      return c.json(viewOf(begun), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'delete',
      path: '/',
      summary: 'Sign out',
      responses: { 200: json(SessionView), ...problems(403) },
    }),
    async (c) => {
      const value = cookieValue(c.req.header('cookie') ?? null)
      if (value) await endSession(value)
      c.header('set-cookie', clearedCookie())
      return c.json(viewOf(undefined), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/devices',
      summary: 'Where I am signed in',
      responses: { 200: json(z.array(Device)), ...problems(401) },
    }),
    async (c) => c.json(await devicesOf(customer(c)), 200),
  )
  .openapi(
    createRoute({
      method: 'delete',
      path: '/devices',
      summary: 'Sign me out everywhere, here too',
      responses: { 200: json(SessionView), ...problems(401, 403) },
    }),
    async (c) => {
      await signOutEverywhere(customer(c))
      c.header('set-cookie', clearedCookie())
      return c.json(viewOf(undefined), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'delete',
      path: '/devices/{device}',
      summary: 'Sign me out on one device',
      request: { params: z.object({ device: SessionId }) },
      responses: { 200: json(z.array(Device)), ...problems(401, 403, 404, 422) },
    }),
    async (c) => {
      const who = customer(c)
      await signOutDevice(who, c.req.valid('param').device)
      return c.json(await devicesOf(who), 200)
    },
  )

/** What stands on a customer's lists, so that no page needs a request of its own for it. Without it a session is still a session. */
async function wishedIn(session: Session): Promise<Pick<SessionView, 'wished'>> {
  if (session.kind !== 'customer') return {}
  try {
    return { wished: await wishedBy(principalOf(session)) }
  } catch (error) {
    if (error instanceof Unavailable) return {}
    throw error
  }
}
