import type { Locale } from '@/lib/markets'

/** Addresses of the console's pages, in one place. */
export const consolePaths = {
  board: '/ops',
  media: '/ops/media',
  content: '/ops/content',
  contentPage: (slug: string, version?: number) =>
    `/ops/content/${slug}${version === undefined ? '' : `?version=${version}`}`,
  contentPreview: (slug: string, version: number, locale: Locale) =>
    `/ops/preview/${slug}/${version}/${locale}`,
  pictures: '/ops/pictures',
  picture: (name: string) => `/ops/pictures/${name}`,
  reviews: '/ops/reviews',
  archive: '/ops/archive',
  order: (id: string) => `/ops/orders/${id}`,
} as const
