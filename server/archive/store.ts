import { entity } from '@/server/platform/tables/entity'
import { Restore } from './model'

export const restoreKey = (id: string) => ({ pk: `restore#${id}`, sk: 'restore' })
export const restores = entity({
  table: 'archive',
  schema: Restore,
  key: ({ id }) => restoreKey(id),
  attributes: ({ state, requestedAt }) => ({
    list: 'restores',
    listedAt: requestedAt,
    ...(state === 'over' ? {} : { openState: 'open' }),
  }),
})

/** The newest restores. @throws Unavailable */
export const newestRestores = async (): Promise<Restore[]> =>
  (
    await restores.query(
      { index: 'byTime', attribute: 'list', range: 'listedAt', equals: 'restores' },
      { limit: 50, descending: true },
    )
  ).items

/** Restores that something may have happened to. @throws Unavailable */
export const openRestores = async (): Promise<Restore[]> =>
  (await restores.query({ index: 'byState', attribute: 'openState', equals: 'open' }, { limit: 100 })).items
