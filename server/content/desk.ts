import { requireStaff } from '@/server/operations/staff'
import { isoNow } from '@/server/platform/clock'
import type { Principal } from '@/server/platform/principal'
import { withPictures } from './content'
import type { Page, PageVersion, ShownPage } from './model'
import { publicationAt } from './schedule'
import { everyPage, pageKey, pages, versionKey, versions } from './store'

/** A page as the staff sees it in the list. */
export interface PageRow {
  page: Page
  /** The version that everybody sees at this moment. */
  shown?: number
  state: 'shown' | 'planned' | 'draft'
}

function rowOf(page: Page, at: string): PageRow {
  const shown = publicationAt(page.publications, at)?.version
  const planned = page.publications.some(({ from }) => from > at)
  return { page, shown, state: shown === undefined ? (planned ? 'planned' : 'draft') : 'shown' }
}

/** All pages, for those who write them. @throws NotFound `page` for everybody else */
export async function pageList(who: Principal): Promise<PageRow[]> {
  requireStaff(who)
  const at = isoNow()
  return (await everyPage()).map((page) => rowOf(page, at))
}

const mostVersions = 50

/** One page with its versions, the newest first. @throws NotFound `page` for everybody but the staff, and where there is none */
export async function pageFile(who: Principal, slug: string): Promise<PageRow & { versions: PageVersion[] }> {
  requireStaff(who)
  const page = await pages.require(pageKey(slug), 'page')
  const { items } = await versions.query(
    { attribute: 'pk', equals: versionKey(slug, 1).pk },
    { limit: mostVersions, descending: true },
  )
  return { ...rowOf(page, isoNow()), versions: items }
}

/** Any version of a page as it would be shown: for the staff alone, published or not.
 *  @throws NotFound `page` for everybody else, and where there is none */
export async function previewPage(who: Principal, slug: string, number?: number): Promise<ShownPage> {
  requireStaff(who)
  const page = await pages.require(pageKey(slug), 'page')
  return withPictures(page, await versions.require(versionKey(slug, number ?? page.latest), 'page'))
}
