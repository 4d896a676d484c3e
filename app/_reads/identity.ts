import type { IdentitySettings } from '@/components/account/identity'
import { config } from '@/server/platform/config'

/** Where the browser signs in, or nothing where no user pool is configured. */
export function identitySettings(): IdentitySettings | undefined {
  const { identity } = config()
  return (
    identity && {
      userPoolId: identity.userPoolId,
      clientId: identity.clientId,
      endpoint: identity.publicEndpoint,
    }
  )
}
