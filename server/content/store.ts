import { epochSeconds } from '@/server/platform/clock'
import { batchGet } from '@/server/platform/tables/batch'
import { entity } from '@/server/platform/tables/entity'
import { everyItem } from '@/server/platform/tables/query'
import { BroughtPicture, EditorialPicture, Page, PageVersion } from './model'

/** All pages stand in one partition: a shop has hundreds at most, and lists show them all. */
export const pageKey = (slug: string) => ({ pk: 'pages', sk: slug })
export const pages = entity({
  table: 'content',
  schema: Page,
  key: ({ slug }) => pageKey(slug),
  attributes: ({ dueAt }) => (dueAt === undefined ? {} : { dueState: 'due' }),
})

/** Padded, so that the newest is the last. */
export const versionKey = (page: string, number: number) => ({
  pk: `page#${page}`,
  sk: `version#${String(number).padStart(6, '0')}`,
})
export const versions = entity({
  table: 'content',
  schema: PageVersion,
  key: ({ page, number }) => versionKey(page, number),
})

export const pictureKey = (name: string) => ({ pk: 'pictures', sk: name })
export const pictures = entity({
  table: 'content',
  schema: EditorialPicture,
  key: ({ name }) => pictureKey(name),
})

const keptDays = 7
/** Uploads are numbered by time, so the newest is the last. */
export const broughtKey = (upload: string) => ({ pk: 'brought', sk: upload })
export const brought = entity({
  table: 'content',
  schema: BroughtPicture,
  key: ({ upload }) => broughtKey(upload),
  attributes: () => ({ expiresAt: epochSeconds(keptDays * 86_400) }),
})

/** Those of these pictures that are there, by name. */
export async function picturesByName(names: readonly string[]): Promise<Record<string, EditorialPicture>> {
  const items = await batchGet('content', [...new Set(names)].map(pictureKey))
  const found = items.map((item) => EditorialPicture.parse(item))
  return Object.fromEntries(found.map((picture) => [picture.name, picture]))
}

/** Versions of several pages. */
export async function versionsOf(
  wanted: readonly { page: string; number: number }[],
): Promise<PageVersion[]> {
  const items = await batchGet(
    'content',
    wanted.map(({ page, number }) => versionKey(page, number)),
  )
  return items.map((item) => PageVersion.parse(item))
}

/** Every page there is, by name. */
export const everyPage = (): Promise<Page[]> =>
  everyItem((cursor) => pages.query({ attribute: 'pk', equals: 'pages' }, { cursor }))

/** Every picture there is, by name. */
export const everyPicture = (): Promise<EditorialPicture[]> =>
  everyItem((cursor) => pictures.query({ attribute: 'pk', equals: 'pictures' }, { cursor }))

/** Pages whose change is due. */
export const duePages = (until: string, limit = 25) =>
  pages.query(
    { index: 'byDue', attribute: 'dueState', range: 'dueAt', equals: 'due' },
    { upTo: until, limit },
  )
