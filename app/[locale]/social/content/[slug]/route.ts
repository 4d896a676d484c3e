import { readPage } from '@/app/_reads/content'
import { socialAnswer } from '@/app/[locale]/social/answer'
import { said } from '@/lib/copy'
import { translator } from '@/lib/i18n/messages'
import { isLocale } from '@/lib/markets'
import { photographOf } from '@/server/assets/photograph'
import { Slug } from '@/server/content/model'

/** The picture that stands for home, a story or a campaign where it is shared. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ locale: string; slug: string }> },
): Promise<Response> {
  const { locale, slug } = await params
  if (!isLocale(locale) || !Slug.safeParse(slug).success) return new Response(null, { status: 404 })
  const t = translator(locale)
  const page = await readPage(slug)
  if (!page && slug === 'home') return socialAnswer(locale, undefined, { title: t('home.heroTitle') })
  if (!page) return new Response(null, { status: 404 })
  const { document, pictures, kind } = page
  const [opening] = document.blocks
  const named = document.picture ?? (opening?.kind === 'hero' ? opening.image?.picture : undefined)
  const picture = named === undefined ? undefined : pictures[named]
  const title = kind === 'home' && opening?.kind === 'hero' ? opening.title : document.title
  return socialAnswer(locale, picture && (await photographOf('content', picture)), {
    title: said(title, locale),
    label: kind === 'story' ? t('content.stories') : undefined,
  })
}
