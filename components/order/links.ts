import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'

/** Where an order's page is for whoever looks at it, and where its resources are. */
export interface OrderLinks {
  /** Whether its owner has signed in, so that other orders of theirs open as well. */
  byAccount: boolean
  /** The page itself. */
  page: string
  /** The page after something was done, to say so. */
  after(done: string): string
  /** A resource of the order in the API. */
  api(path: string, query?: Readonly<Record<string, string>>): string
}

/** @param token what opens the order without an account */
export function orderLinks(id: string, locale: Locale, token: string | undefined): OrderLinks {
  const to = paths(locale)
  const page = token ? to.trackOrder(id, token) : to.order(id)
  return {
    byAccount: token === undefined,
    page,
    after: (done) => `${page}${page.includes('?') ? '&' : '?'}done=${done}`,
    api(path, query = {}) {
      const parameters = new URLSearchParams({ locale, ...(token ? { token } : {}), ...query })
      return `/api/orders/${id}${path}?${parameters}`
    },
  }
}
