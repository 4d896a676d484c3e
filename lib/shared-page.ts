import type { Metadata } from 'next'
import { translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'

/** What is shown of a page where it is shared. Its picture is made of what it is called and shows (`app/[locale]/social`).
 *  @param path of the page */
export const sharedPage = (
  locale: Locale,
  path: string,
  { title, description }: { title: string; description?: string },
  type?: 'article',
): Pick<Metadata, 'openGraph' | 'twitter'> => ({
  openGraph: {
    ...(type ? { type } : {}),
    title,
    description,
    url: path,
    siteName: translator(locale)('shop.name'),
    images: [{ url: `${path}/social.jpg`, width: 1200, height: 630, alt: title }],
  },
  twitter: { card: 'summary_large_image' },
})
