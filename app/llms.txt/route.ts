import { connection } from 'next/server'
import { readCategories } from '@/app/_reads/catalogue'
import { translator } from '@/lib/i18n/messages'
import { wordsFor } from '@/lib/i18n/words'
import { document, link, plain } from '@/lib/markdown/write'
import { defaultLocale, locales, marketOf } from '@/lib/markets'
import { paths } from '@/lib/paths'
import type { Category } from '@/server/catalogue/model'

/** What the shop is, for agents: https://llmstxt.org */
export async function GET(): Promise<Response> {
  await connection()
  const t = translator(defaultLocale)
  const site = process.env.SITE_URL ?? 'http://localhost:3000'
  const to = paths(defaultLocale)
  const text = document(
    `# ${t('shop.name')}`,
    `> ${t('shop.description')}`,
    'Every product and category has a page in Markdown: its address with `.md` at the end. The language and market stand in front of the path.',
    `## Markets\n\n${locales
      .map((locale) => {
        const { label, currency } = marketOf(locale)
        return `- ${link(`${label} (${locale}, ${currency})`, `${site}/${locale}`)}`
      })
      .join('\n')}`,
    `## Categories\n\n${(await readCategories()).map(listed).join('\n')}`,
    `## Programming\n\n- ${link('The API', `${site}/api/openapi.json`)}: search, carts and orders, as OpenAPI 3.1\n- ${link('Search', `${site}/api/search?locale=${defaultLocale}&q=vase`)}: products by words, with facets and counts`,
  )
  return new Response(text, {
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, s-maxage=3600' },
  })

  function listed({ id, names, descriptions }: Category): string {
    const about = wordsFor(descriptions ?? {}, defaultLocale)?.text
    const name = wordsFor(names, defaultLocale)?.text ?? id
    return `- ${link(name, `${site}${to.category(id)}.md`)}${about ? `: ${plain(about)}` : ''}`
  }
}
