const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}
const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => escapes[character] ?? '')

const document = (body: string) =>
  new Response(`<?xml version="1.0" encoding="UTF-8"?>\n${body}\n`, {
    headers: { 'content-type': 'application/xml', 'cache-control': 'public, s-maxage=3600' },
  })
const xmlns = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'

/** A sitemap of sitemaps. */
export const sitemapIndex = (addresses: readonly string[]): Response =>
  document(
    `<sitemapindex ${xmlns}>${addresses.map((address) => `<sitemap><loc>${escaped(address)}</loc></sitemap>`).join('\n')}</sitemapindex>`,
  )

/** A list of pages, 50,000 at most. */
export const sitemap = (addresses: readonly string[]): Response =>
  document(
    `<urlset ${xmlns}>${addresses
      .slice(0, 50_000)
      .map((address) => `<url><loc>${escaped(address)}</loc></url>`)
      .join('\n')}</urlset>`,
  )
