import { document, link, paragraphs, plain } from './write'
import { childrenOf } from '@/lib/category-tree'
import { translator } from '@/lib/i18n/messages'
import { wordsFor } from '@/lib/i18n/words'
import type { Locale } from '@/lib/markets'
import { formatMoney } from '@/lib/money'
import { paths } from '@/lib/paths'
import type { ProductCard } from '@/lib/product-card'
import type { Category } from '@/server/catalogue/model'

interface Listed {
  category: Category
  categories: readonly Category[]
  cards: readonly ProductCard[]
  total: number
  page: number
  pages: number
  locale: Locale
  site: string
}

/** A page of a category's list, as agents and people read it without a browser. */
export function categoryDocument({
  category,
  categories,
  cards,
  total,
  page,
  pages,
  locale,
  site,
}: Listed): string {
  const t = translator(locale)
  const to = paths(locale)
  const named = ({ names, id }: Category) => wordsFor(names, locale)?.text ?? id
  const address = `${site}${to.category(category.id)}.md`
  return document(
    `# ${plain(named(category))}`,
    paragraphs(wordsFor(category.descriptions ?? {}, locale)?.text ?? ''),
    childrenOf(categories, category.id)
      .map((below) => `- ${link(named(below), `${site}${to.category(below.id)}.md`)}`)
      .join('\n'),
    `## ${t('list.results', { count: total })}`,
    cards.map(listed).join('\n'),
    [
      page > 1 && link(t('pages.previous'), page === 2 ? address : `${address}?page=${page - 1}`),
      page < pages && link(t('pages.next'), `${address}?page=${page + 1}`),
    ]
      .filter(Boolean)
      .join(' · '),
  )

  function listed({ id, name, summary, price, from, soldOut }: ProductCard): string {
    const amount = formatMoney(price, locale)
    const cost = from ? t('price.from', { price: amount }) : amount
    const what = [cost, soldOut && t('stock.out'), summary && plain(summary.text)].filter(Boolean)
    return `- ${link(name.text, `${site}${to.product(id)}.md`)}: ${what.join('. ')}`
  }
}
