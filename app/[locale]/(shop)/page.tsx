import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { readMaterials, readPage } from '@/app/_reads/content'
import { Blocks } from '@/components/content/blocks'
import { plainHome } from '@/components/content/plain-home'
import { houseData } from '@/components/stores/structured-data'
import { JsonLd } from '@/components/ui/json-ld'
import { alternates } from '@/lib/alternates'
import { said } from '@/lib/copy'
import { translator } from '@/lib/i18n/messages'
import { isLocale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import { sharedPage } from '@/lib/shared-page'

export const revalidate = 300
export const generateStaticParams = () => []

interface Props {
  params: Promise<{ locale: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  if (!isLocale(locale)) return {}
  const t = translator(locale)
  const document = (await readPage('home'))?.document
  return {
    ...alternates(locale, (to) => to.home),
    ...sharedPage(locale, paths(locale).home, {
      title: document ? said(document.title, locale) : t('home.heroTitle'),
      description: document ? said(document.summary, locale) : t('home.heroText'),
    }),
  }
}

/** The front of the house: what the content room has published as `home`, or what needs no words of anybody. */
export default async function HomePage({ params }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const page = await readPage('home')
  const { blocks } = page?.document ?? plainHome()
  const site = process.env.SITE_URL ?? ''
  const to = paths(locale)
  return (
    <>
      <JsonLd
        data={{
          '@type': 'WebSite',
          name: 'Quayside',
          url: `${site}${to.home}`,
          potentialAction: {
            '@type': 'SearchAction',
            target: `${site}${to.search()}?q={search_term_string}`,
            'query-input': 'required name=search_term_string',
          },
        }}
      />
      <JsonLd data={houseData(locale)} />
      <Blocks
        blocks={blocks}
        pictures={page?.pictures ?? {}}
        materials={await readMaterials(blocks, locale)}
        locale={locale}
      />
    </>
  )
}
