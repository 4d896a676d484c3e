import { config } from '@/server/platform/config'
import type { Api } from '@/server/platform/http/api'
import { type Door, requireOwnOrigin, serve } from '@/server/platform/http/door'
import { anonymous } from '@/server/platform/principal'
import { beginGuest, findSession, principalOf, rotate } from './sessions'
import { clearedCookie, sessionCookie, tokenIn } from './token'

/** The backend-for-frontend's door: callers are known by the session cookie, and changes must come from our own pages. */
const cookieDoor: Door = {
  prefix: '/api',
  async identify(request) {
    requireOwnOrigin(request, config().siteUrl)
    const cookies: string[] = []
    const token = tokenIn(request.headers.get('cookie'))
    const session = token ? await findSession(token) : undefined
    if (token && !session) cookies.push(clearedCookie())
    const rotated = session && (await rotate(session))
    if (rotated) cookies.push(sessionCookie(rotated))
    return {
      principal: session ? principalOf(session) : anonymous,
      becomeGuest: async () => {
        const guest = await beginGuest()
        cookies.splice(0, cookies.length, sessionCookie(guest.token))
        const principal = principalOf(guest.session)
        if (principal.kind !== 'guest') throw new Error('a guest session is of a guest')
        return principal
      },
      cookies: () => cookies,
    }
  },
}

/** Next's handlers for one resource: `export const { GET, POST, PUT, PATCH, DELETE } = bff(carts)`. */
export function bff(routes: Api) {
  const handle = serve(cookieDoor, [routes])
  return { GET: handle, POST: handle, PUT: handle, PATCH: handle, DELETE: handle }
}
