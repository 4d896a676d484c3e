import { translator } from '@/lib/i18n/messages'
import type { Block, Copy } from '@/server/content/model'

/** The front of a house for which nobody has written anything yet: what is there, and what is new. */
export function plainHome(): { blocks: readonly Block[] } {
  return {
    blocks: [
      { kind: 'hero', title: inAll('home.heroTitle'), text: inAll('home.heroText') },
      {
        kind: 'grid',
        title: inAll('home.selected'),
        of: { what: 'found', sort: 'relevance', most: 4 },
        layout: 'line',
      },
      { kind: 'grid', title: inAll('home.index'), of: { what: 'categories' }, layout: 'row' },
      {
        kind: 'grid',
        title: inAll('home.newest'),
        of: { what: 'found', sort: 'newest', most: 8 },
        layout: 'row',
      },
    ],
  }
}

const inAll = (key: Parameters<ReturnType<typeof translator>>[0]): Copy => ({
  'en-GB': translator('en-GB')(key),
  'de-DE': translator('de-DE')(key),
  'ar-AE': translator('ar-AE')(key),
  'en-US': translator('en-US')(key),
})
