import type { MetadataRoute } from 'next'
import { personalSegments } from '@/lib/security-headers.mjs'

export const dynamic = 'force-dynamic'

/** Personal pages are nobody's business, and narrowed lists are endless. Searches say themselves what they are. */
export default function robots(): MetadataRoute.Robots {
  const site = process.env.SITE_URL ?? 'http://localhost:3000'
  return {
    rules: {
      userAgent: '*',
      allow: '/',
      disallow: [
        '/api/',
        '/budget',
        '/*/search/',
        '/*/refine',
        '/*/c/*/*:',
        ...personalSegments.map((segment) => `/*/${segment}`),
      ],
    },
    sitemap: `${site}/sitemap.xml`,
  }
}
