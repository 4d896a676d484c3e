import { isoNow } from '@/server/platform/clock'
import { picturesIn } from './document'
import type { Page, PageKind, PageVersion, ShownPage, Teaser } from './model'
import { publicationAt } from './schedule'
import { everyPage, pageKey, pages, picturesByName, versionKey, versions, versionsOf } from './store'

/** A page as everybody sees it at this moment; `undefined` where nothing is published under this name. @throws Unavailable */
export async function shownPage(slug: string): Promise<ShownPage | undefined> {
  const page = await pages.get(pageKey(slug))
  const publication = page && publicationAt(page.publications, isoNow())
  if (!publication) return undefined
  return withPictures(page, await versions.require(versionKey(slug, publication.version), 'version'))
}

/** A version with its pictures. @throws Unavailable */
export async function withPictures(
  { slug, kind }: Page,
  { number, document, savedAt }: PageVersion,
): Promise<ShownPage> {
  return { slug, kind, number, document, savedAt, pictures: await picturesByName(picturesIn(document)) }
}

/** What is published at this moment, as others show it, the newest first. @throws Unavailable */
export async function teasers(kinds: readonly PageKind[]): Promise<Teaser[]> {
  const at = isoNow()
  const shown = (await everyPage()).flatMap((page) => {
    const publication = kinds.includes(page.kind) ? publicationAt(page.publications, at) : undefined
    return publication ? [{ page, publication }] : []
  })
  const found = await versionsOf(
    shown.map(({ page, publication }) => ({ page: page.slug, number: publication.version })),
  )
  const documents = new Map(found.map((version) => [version.page, version.document]))
  const pictures = await picturesByName(found.flatMap(({ document }) => document.picture ?? []))
  return shown
    .toSorted((a, b) => b.publication.from.localeCompare(a.publication.from))
    .flatMap(({ page: { slug, kind }, publication }) => {
      const document = documents.get(slug)
      if (!document) return []
      const { title, summary, picture } = document
      return [
        {
          slug,
          kind,
          title,
          summary,
          publishedAt: publication.from,
          picture: picture === undefined ? undefined : pictures[picture],
        },
      ]
    })
}
