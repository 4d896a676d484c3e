/** What every page says about itself to browsers. Public pages carry a declared policy, because a nonce would make them
 *  uncacheable; personal pages get one with a nonce from `proxy.ts`. */

/** First segments, after the locale, of pages that are rendered for one shopper. */
export const personalSegments = ['cart', 'checkout', 'account', 'orders', 'sign-in', 'sign-up']

const development = process.env.NODE_ENV === 'development'

/**
 * @param {string} scripts sources of scripts
 * @param {readonly string[]} connections origins, besides our own, that scripts may talk to
 * @param {readonly string[]} pictures origins, besides our own, that pictures may come from
 * @param {readonly string[]} frames origins, besides our own, whose pages may stand in ours
 */
export const contentSecurityPolicy = (scripts, connections = [], pictures = [], frames = []) =>
  [
    "default-src 'self'",
    `script-src 'self' ${scripts}${development ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    `img-src ${["'self'", 'data:', 'blob:', ...pictures].join(' ')}`,
    "font-src 'self' data:",
    `connect-src ${["'self'", ...connections].join(' ')}`,
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    `frame-src ${["'self'", ...frames].join(' ')}`,
    "frame-ancestors 'none'",
  ].join('; ')

const everywhere = [
  { key: 'Strict-Transport-Security', value: 'max-age=63072000; includeSubDomains' },
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  {
    key: 'Permissions-Policy',
    value: 'camera=(), microphone=(), geolocation=(self), payment=(), usb=(), browsing-topics=()',
  },
]

/** Header rules for `next.config.mjs`. */
export const securityHeaders = [
  { source: '/:path*', headers: everywhere },
  {
    source: `/((?!ops(?:/|$)|[^/]+/(?:${personalSegments.join('|')})(?:/|$)).*)`,
    headers: [{ key: 'Content-Security-Policy', value: contentSecurityPolicy("'unsafe-inline'") }],
  },
]
