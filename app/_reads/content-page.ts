import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { readPage } from '@/app/_reads/content'
import { alternates } from '@/lib/alternates'
import { said } from '@/lib/copy'
import { isLocale, type Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import { sharedPage } from '@/lib/shared-page'
import { type PageKind, type ShownPage, Slug } from '@/server/content/model'

interface Opened {
  locale: Locale
  page: ShownPage
  address: string
}

/** A published page of this kind; to everybody else its address does not exist. @throws Unavailable */
export const openContentPage = cache(
  async (kind: Exclude<PageKind, 'home'>, locale: string, slug: string): Promise<Opened> => {
    if (!isLocale(locale) || !Slug.safeParse(slug).success) notFound()
    const page = await readPage(slug)
    if (page?.kind !== kind) notFound()
    return { locale, page, address: paths(locale)[kind](slug) }
  },
)

/** What search engines and those who share a page are told of it. */
export function contentMetadata({ locale, page, address }: Opened): Metadata {
  const { document, kind, slug } = page
  const [title, description] = [said(document.title, locale), said(document.summary, locale)]
  return {
    title,
    description,
    ...alternates(locale, (to) => (kind === 'campaign' ? to.campaign(slug) : to.story(slug))),
    ...sharedPage(locale, address, { title, description }, 'article'),
  }
}

/** The page as an article, for search engines. */
export function articleFacts({ locale, page, address }: Opened): Record<string, unknown> {
  const site = process.env.SITE_URL ?? ''
  const { document, pictures, savedAt } = page
  const picture = document.picture === undefined ? undefined : pictures[document.picture]
  return {
    '@type': 'Article',
    headline: said(document.title, locale),
    description: said(document.summary, locale),
    inLanguage: locale,
    mainEntityOfPage: site + address,
    dateModified: savedAt,
    author: { '@type': 'Organization', name: 'Quayside', url: site + paths(locale).home },
    ...(picture ? { image: `${site}/assets/${picture.key}/${picture.widths.at(-1)}.webp` } : {}),
  }
}
