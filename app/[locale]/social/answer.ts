import { translator } from '@/lib/i18n/messages'
import { type Locale, marketOf } from '@/lib/markets'
import { socialPicture } from '@/server/assets/social-picture'

/** The picture that stands for a page where it is shared: a photograph, where there is one, beside what the page is called. */
export async function socialAnswer(
  locale: Locale,
  photograph: Uint8Array | undefined,
  words: { title: string; label?: string },
): Promise<Response> {
  const picture = await socialPicture(photograph, {
    title: words.title,
    label: words.label ?? '',
    shop: translator(locale)('shop.name'),
    direction: marketOf(locale).direction,
  })
  return new Response(new Uint8Array(picture), {
    headers: { 'content-type': 'image/jpeg', 'cache-control': 'public, s-maxage=86400' },
  })
}
