import { createRoute } from '@hono/zod-openapi'
import { mergeCarts } from '@/server/cart/cart'
import { newDeviceCookie, originOf } from '@/server/fraud/device'
import { api, json, problems } from '@/server/platform/http/api'
import { HandOff, SessionView } from './model'
import { beginCustomer } from './hand-off'
import { endSession, findSession, viewOf } from './sessions'
import { clearedCookie, cookieValue, sessionCookie } from './token'

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
      return c.json(viewOf(value ? await findSession(value) : undefined), 200)
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
      if (before.kind === 'guest') await mergeCarts(before.id, begun.customerId)
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
