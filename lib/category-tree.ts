import type { Category } from '@/server/catalogue/model'

/** The categories right below another, or the roots. */
export const childrenOf = (categories: readonly Category[], parent?: string): Category[] =>
  categories.filter((category) => category.parent === parent)

/** From the root down to a category; empty where there is none by this id. */
export function pathTo(categories: readonly Category[], id: string): Category[] {
  const path: Category[] = []
  for (
    let at = find(categories, id);
    at && !path.includes(at);
    at = at.parent ? find(categories, at.parent) : undefined
  )
    path.unshift(at)
  return path
}

const find = (categories: readonly Category[], id: string) =>
  categories.find((category) => category.id === id)
