import { config } from '@/server/platform/config'
import type { Api } from '@/server/platform/http/api'
import { type Door, requireOwnOrigin, serve } from '@/server/platform/http/door'
import { anonymous } from '@/server/platform/principal'
import { rotate } from './rotate'
import { beginGuest, findHeld, principalOf } from './sessions'
import { clearedCookie, cookieValue, sessionCookie } from './token'

/** The backend-for-frontend's door: callers are known by the session cookie, and changes must come from our own pages. */
const cookieDoor = ({ likely }: Api): Door => ({
  prefix: '/api',
  async identify(request) {
    requireOwnOrigin(request, config().siteUrl)
    const cookies: string[] = []
    const value = cookieValue(request.headers.get('cookie'))
    const held = value ? await findHeld(value, (owner) => likely?.(owner, request)) : undefined
    if (value && !held) cookies.push(clearedCookie())
    const rotated = held && (await rotate(held))
    if (rotated) cookies.push(sessionCookie(rotated))
    return {
      principal: held ? principalOf(held.session) : anonymous,
      becomeGuest: async () => {
        const guest = await beginGuest()
        cookies.splice(0, cookies.length, sessionCookie(guest.value))
        const principal = principalOf(guest.session)
        if (principal.kind !== 'guest') throw new Error('a guest session is of a guest')
        return principal
      },
      cookies: () => cookies,
    }
  },
})

/** Next's handlers for one resource: `export const { GET, POST, PUT, PATCH, DELETE } = bff(carts)`. */
export function bff(routes: Api) {
  const handle = serve(cookieDoor(routes), [routes])
  return { GET: handle, POST: handle, PUT: handle, PATCH: handle, DELETE: handle }
}
