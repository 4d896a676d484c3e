import { type NextRequest, NextResponse } from 'next/server'
import { contentSecurityPolicy } from '@/lib/security-headers.mjs'

/** Pages that are rendered for one shopper get a policy with a nonce, which Next puts on its own scripts. */
export function proxy(request: NextRequest) {
  const nonce = btoa(crypto.randomUUID())
  const policy = contentSecurityPolicy(
    `'nonce-${nonce}' 'strict-dynamic'`,
    [...identityOrigins(), ...objectOrigins()],
    objectOrigins(),
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
