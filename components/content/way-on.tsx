import { button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { said } from '@/lib/copy'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import type { Link } from '@/server/content/model'

/** The address of a place within the shop, e.g. `category:vases`. */
function addressOf(to: string, locale: Locale): string {
  const [kind, name = ''] = to.split(':')
  const at = paths(locale)
  if (kind === 'category') return at.category(name)
  if (kind === 'product') return at.product(name)
  if (kind === 'story') return at.story(name)
  if (kind === 'campaign') return at.campaign(name)
  return kind === 'stories' ? at.stories : at.home
}

/** Where to go from here: a button, or a quiet line among others. */
export function WayOn({ link, locale, look }: { link: Link; locale: Locale; look: 'button' | 'line' }) {
  const classes =
    look === 'button' ? button() : 'link inline-flex min-h-11 items-center gap-2 text-sm font-medium'
  return (
    <a href={addressOf(link.to, locale)} className={`justify-self-start ${classes}`}>
      {said(link.label, locale)}
      {look === 'line' && <Icon name="chevron" flip className="size-3.5" />}
    </a>
  )
}
