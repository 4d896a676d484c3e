import { type NextRequest, NextResponse } from 'next/server'
import { contentSecurityPolicy } from '@/lib/security-headers.mjs'

/** Pages that are rendered for one shopper get a policy with a nonce, which Next puts on its own scripts. */
export function proxy(request: NextRequest) {
  const nonce = btoa(crypto.randomUUID())
  const stripe = stripeOrigins(request.nextUrl.pathname)
  const policy = contentSecurityPolicy(
    [`'nonce-${nonce}' 'strict-dynamic'`, ...stripe.scripts].join(' '),
    [...identityOrigins(), ...objectOrigins(), ...stripe.connections],
    objectOrigins(),
    stripe.frames,
  )
  const headers = new Headers(request.headers)
  headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  return response
}

/** Where Amplify speaks to Cognito. */
function identityOrigins(): string[] {
  const { COGNITO_PUBLIC_ENDPOINT: local, AWS_REGION: region = 'us-east-1' } = process.env
  return [local ? new URL(local).origin : `https://cognito-idp.${region}.amazonaws.com`]
}

/** What Stripe's card fields need, on the pages of the checkout and only where Stripe is configured.
 *  https://docs.stripe.com/security/guide#content-security-policy */
function stripeOrigins(path: string) {
  const asked = process.env.STRIPE_PUBLISHABLE_KEY && path.split('/')[2] === 'checkout'
  if (!asked) return { scripts: [], connections: [], frames: [] }
  const own = ['https://js.stripe.com', 'https://*.js.stripe.com']
  return {
    scripts: own,
    connections: ['https://api.stripe.com'],
    frames: [...own, 'https://hooks.stripe.com'],
  }
}

/** Where people send their files to, and see what only they may see. */
function objectOrigins(): string[] {
  const {
    AWS_ENDPOINT_URL_S3: local,
    AWS_REGION: region = 'us-east-1',
    STAGE: stage = 'quayside',
  } = process.env
  return [local ? new URL(local).origin : `https://${stage}-assets.s3.${region}.amazonaws.com`]
}

export const config = {
  matcher: ['/:locale/:section(cart|checkout|account|orders|sign-in|sign-up)/:path*', '/ops/:path*'],
}
