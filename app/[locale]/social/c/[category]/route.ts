import { readCards, readCategories } from '@/app/_reads/catalogue'
import { readResults } from '@/app/_reads/search'
import { socialAnswer } from '@/app/[locale]/social/answer'
import { pathTo } from '@/lib/category-tree'
import { wordsFor } from '@/lib/i18n/words'
import { isLocale } from '@/lib/markets'
import { noRefinement } from '@/lib/refinement'
import { photographOf } from '@/server/assets/photograph'

/** The picture that stands for a category where its page is shared: of what stands first in it. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ locale: string; category: string }> },
): Promise<Response> {
  const { locale, category: id } = await params
  const [category, parent] = pathTo(await readCategories(), id).toReversed()
  if (!isLocale(locale) || !category) return new Response(null, { status: 404 })
  const { hits } = await readResults(locale, { category: id, refinement: noRefinement })
  const cards = await readCards(
    hits.map((hit) => hit.id),
    locale,
  )
  const picture = cards.find((card) => card.picture)?.picture
  return socialAnswer(locale, picture && (await photographOf('assets', picture)), {
    title: wordsFor(category.names, locale)?.text ?? id,
    label: parent && wordsFor(parent.names, locale)?.text,
  })
}
