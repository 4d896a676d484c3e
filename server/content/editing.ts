import { findProducts } from '@/server/catalogue/catalogue'
import { audited } from '@/server/operations/audit'
import { isoNow } from '@/server/platform/clock'
import { Conflict, Invalid, NotFound } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import type { Principal } from '@/server/platform/principal'
import { changed } from '@/server/platform/tables/change'
import { transact } from '@/server/platform/tables/transact'
import { checkDocument, pagesIn, picturesIn, productsIn } from './document'
import { contentChanged } from './events'
import type { ContentDocument, Page, PageKind, PageVersion, Publication } from './model'
import { endedAt, nextChange, publicationAt, stillNeeded } from './schedule'
import { everyPage, pageKey, pages, picturesByName, versionKey, versions } from './store'

const missing = 'content-page'
const mostPublications = 60

/** What came of saving: the number of the new version, and what it names that is not there (yet). */
export interface Saved {
  page: string
  version: number
  notes: string[]
}

/** Keeps a new version of a page; nobody sees it before it is published. A page that is not there begins with it.
 *  @param kind of a new page; one that is there keeps its own
 *  @param basedOn the version that was edited, so that nobody writes over another's work
 *  @throws NotFound `page` for everybody but the staff, Invalid `content-invalid`, Conflict `content-stale` */
export function savePage(
  who: Principal,
  { slug, kind, document, basedOn }: { slug: string; kind?: PageKind; document: unknown; basedOn?: number },
): Promise<Saved> {
  return audited(who, { action: 'content-saved', subject: slug }, async () => {
    const checked = checkDocument(document)
    const version = await addVersion(slug, { kind, document: checked, by: nameOf(who), basedOn })
    return { page: slug, version, notes: await notesOn(checked) }
  })
}

/** Writes a version and the page that it is the newest of, in one commit. @returns its number */
export async function addVersion(
  slug: string,
  {
    kind,
    document,
    by,
    basedOn,
  }: { kind?: PageKind; document: ContentDocument; by: string; basedOn?: number },
): Promise<number> {
  const stale = () => new Conflict('content-stale', 'the page has got a newer version meanwhile')
  const page = await pages.get(pageKey(slug))
  if (basedOn !== undefined && basedOn !== (page?.latest ?? 0)) throw stale()
  const number = (page?.latest ?? 0) + 1
  const saved: PageVersion = { page: slug, number, document, savedAt: isoNow(), savedBy: by, version: 0 }
  const { title } = document
  const blank = { slug, kind: kindOf(slug, kind), title, latest: number, publications: [], version: 0 }
  await transact([
    page
      ? pages.replacing(page, { ...page, title, latest: number }, [], stale)
      : pages.creating(blank, [], stale),
    versions.creating(saved, [], stale),
  ])
  return number
}

/** There is one home page, and it is called so. */
function kindOf(slug: string, kind: PageKind = 'story'): PageKind {
  if (slug === 'home') return 'home'
  if (kind === 'home') throw new Invalid('content-kind', 'the home page is called home')
  return kind
}

/** Publishes a version from a time on, now where none is given, and until a time where one is. An older version is published in just
 *  the same way. @throws NotFound `page`, `content-page` or `content-version`, Invalid `content-times`, Conflict `content-publications` */
export function publishPage(
  who: Principal,
  slug: string,
  wish: { version: number; from?: string; until?: string },
): Promise<Page> {
  const times = [wish.from, wish.until].filter(Boolean).join(' – ')
  const detail = `${wish.version}${times && `, ${times}`}`
  return audited(who, { action: 'content-published', subject: slug, detail }, () =>
    publishVersion(slug, { ...wish, by: nameOf(who) }),
  )
}

/** @throws as `publishPage` */
export async function publishVersion(
  slug: string,
  { version, from, until, by }: { version: number; from?: string; until?: string; by: string },
): Promise<Page> {
  await versions.require(versionKey(slug, version), 'content-version')
  return changePublications(slug, (current, at) => {
    const begins = from === undefined || from < at ? at : from
    if (until !== undefined && until <= begins)
      throw new Invalid('content-times', 'it would end before it begins')
    const kept = stillNeeded(current, at)
    if (kept.length >= mostPublications)
      throw new Conflict('content-publications', 'too many publications are planned')
    return [...kept, { id: newId('pub'), version, from: begins, until, by }]
  })
}

/** Takes a page off: nothing of it is shown from now on, and nothing of it will be.
 *  @throws NotFound `page` or `content-page` */
export const withdrawPage = (who: Principal, slug: string): Promise<Page> =>
  audited(who, { action: 'content-withdrawn', subject: slug }, () => changePublications(slug, endedAt))

/** Every change of what is planned also says when the next one is due, and tells when another version is shown from now on. */
function changePublications(
  slug: string,
  change: (current: readonly Publication[], at: string) => Publication[],
): Promise<Page> {
  return pages.update(pageKey(slug), missing, (page) => {
    const at = isoNow()
    return changed(...settled({ ...page, publications: change(page.publications, at) }, at))
  })
}

/** The page as it stands at a time, and what has to be told of it. */
function settled(page: Page, at: string) {
  const shown = publicationAt(page.publications, at)
  const next = { ...page, dueAt: nextChange(page.publications, at) }
  // The same version may be published anew, with another day on it.
  return [next, contentChanged({ page: page.slug, kind: page.kind, shown: shown?.version })] as const
}

/** Tells of a page whose time has come. Once is enough; again changes nothing that matters. @throws NotFound, Unavailable */
export const tellOfDue = (slug: string): Promise<Page> => changePublications(slug, (current) => [...current])

/** What a version names and the shop has not: people are told, and the page leaves it out. */
async function notesOn(document: ContentDocument): Promise<string[]> {
  const [products, pictures, known] = await Promise.all([
    findProducts(productsIn(document)),
    picturesByName(picturesIn(document)),
    everyPage(),
  ])
  const sold = new Set(products.map(({ id }) => id))
  const there = new Set(known.map(({ slug }) => slug))
  return [
    ...productsIn(document).filter((id) => !sold.has(id)),
    ...picturesIn(document).filter((name) => !pictures[name]),
    ...pagesIn(document).filter((slug) => !there.has(slug)),
  ]
}

function nameOf(who: Principal): string {
  if (who.kind !== 'customer') throw new NotFound('page')
  return who.email
}
