/** Addresses of the console's pages, in one place. */
export const consolePaths = {
  board: '/ops',
  media: '/ops/media',
  archive: '/ops/archive',
  order: (id: string) => `/ops/orders/${id}`,
} as const
