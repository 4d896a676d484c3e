import type { Metadata } from 'next'
import { readMaterials } from '@/app/_reads/content'
import { articleFacts, contentMetadata, openContentPage } from '@/app/_reads/content-page'
import { Blocks } from '@/components/content/blocks'
import { JsonLd } from '@/components/ui/json-ld'
import type { PageKind } from '@/server/content/model'

interface Props {
  params: Promise<{ locale: string; slug: string }>
}

/** The page of what the content room has published as one kind: its metadata and the page itself. */
export function articlePage(kind: Exclude<PageKind, 'home'>) {
  const opened = async ({ params }: Props) => {
    const { locale, slug } = await params
    return openContentPage(kind, locale, slug)
  }

  async function ArticlePage(props: Props) {
    const { locale, page, address } = await opened(props)
    const { blocks } = page.document
    return (
      <article>
        <JsonLd data={articleFacts({ locale, page, address })} />
        <Blocks
          blocks={blocks}
          pictures={page.pictures}
          materials={await readMaterials(blocks, locale)}
          locale={locale}
        />
      </article>
    )
  }

  return {
    metadata: async (props: Props): Promise<Metadata> => contentMetadata(await opened(props)),
    ArticlePage,
  }
}
