import type { Metadata } from 'next'
import { readMaterials } from '@/app/_reads/content'
import { articleFacts, contentMetadata, openContentPage } from '@/app/_reads/content-page'
import { Blocks } from '@/components/content/blocks'
import { JsonLd } from '@/components/ui/json-ld'

export const revalidate = 300
export const generateStaticParams = () => []

interface Props {
  params: Promise<{ locale: string; slug: string }>
}

const opened = async ({ params }: Props) => {
  const { locale, slug } = await params
  return openContentPage('story', locale, slug)
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return contentMetadata(await opened(props))
}

export default async function StoryPage(props: Props) {
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
