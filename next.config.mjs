import { securityHeaders } from './lib/security-headers.mjs'

/** @type {import('next').NextConfig} */
export default {
  output: 'standalone',
  // The edge compresses, and serves what the build made.
  compress: false,
  poweredByHeader: false,
  agentRules: false,
  // What ends in `.dev.tsx` is a page while developing, and nothing otherwise.
  pageExtensions: process.env.NODE_ENV === 'development' ? ['dev.tsx', 'tsx', 'ts'] : ['tsx', 'ts'],
  reactStrictMode: true,
  devIndicators: false,
  // `npm test` checks all types at once, the tests' and the tools' too.
  typescript: { ignoreBuildErrors: true },
  // Native modules and those that find their files by their own path.
  serverExternalPackages: [
    'libsql',
    'pino',
    'sharp',
    'ioredis',
    'pdfkit',
    'bidi-js',
    '@opensearch-project/opensearch',
  ],
  turbopack: { rules: { '*.woff2': { type: 'asset' } } },
  experimental: {
    globalNotFound: true,
    // Pages that anyone may ask for in any number stay in memory, within its bound, and never fill a disk.
    isrFlushToDisk: false,
    // A first view is what most visitors make: few requests matter more to it than what two pages could share.
    turbopackChunking: {
      minChunkSize: 1_000_000,
      maxChunkCountPerGroup: 1,
      maxMergeChunkSize: 8_000_000,
      requestCost: 8_000_000,
      firstPageLoadPriority: 1,
    },
  },
  // How long the edge may show a page that is being renewed, past its own freshness (`revalidate`), in seconds from its making.
  expireTime: 900,
  // The same addresses for agents, and for those who share them.
  rewrites: async () => ({
    beforeFiles: [
      { source: '/:locale/p/:product([a-z0-9-]+).md', destination: '/:locale/markdown/p/:product' },
      { source: '/:locale/c/:category([a-z0-9-]+).md', destination: '/:locale/markdown/c/:category' },
      { source: '/:locale/:of(p|c)/:id([a-z0-9-]+)/social.jpg', destination: '/:locale/social/:of/:id' },
      {
        source: '/:locale/:of(stories|campaigns)/:slug([a-z0-9-]+)/social.jpg',
        destination: '/:locale/social/content/:slug',
      },
      { source: '/:locale/social.jpg', destination: '/:locale/social/content/home' },
    ],
  }),
  headers: async () => [
    ...securityHeaders,
    // Rendered for each request, and the same for everybody.
    ...['/:locale/search/:refinement*', '/:locale/compare'].map((source) => ({
      source,
      headers: [{ key: 'Cache-Control', value: 'public, s-maxage=300, stale-while-revalidate=600' }],
    })),
  ],
}
