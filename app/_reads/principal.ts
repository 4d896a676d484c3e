import { cookies } from 'next/headers'
import { cache } from 'react'
import type { Principal } from '@/server/platform/principal'
import { principalFor } from '@/server/sessions/sessions'
import { cookieName } from '@/server/sessions/token'

/** Who looks at a personal page. Reading it makes the page one of this request alone. @throws Unavailable */
export const currentPrincipal = cache(
  async (): Promise<Principal> => principalFor((await cookies()).get(cookieName())?.value),
)
