import { Act } from '@/components/wishlist/act'
import { button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import type { WishlistView } from '@/server/wishlists/model'

interface Props {
  list: WishlistView
  locale: Locale
  home: string
}

const longestName = 80

/** What a list is called, who may see it, and its end. */
export function ListSettings({ list, locale, home }: Props) {
  const t = translator(locale)
  const { wishlists, sharedWishlist } = paths(locale)
  const at = `/api/wishlists/${list.id}`
  return (
    <details className="group/settings mt-4 border-y border-line">
      <summary className="flex min-h-12 cursor-pointer items-center text-sm">{t('wish.settings')}</summary>
      <div className="grid gap-8 pt-2 pb-6 md:grid-cols-3">
        <Act action={at} method="PATCH" home={home} className="grid content-start gap-3">
          <NameField label={t('wish.name')} name={list.name} />
          <button type="submit" className={`${button('quiet')} justify-self-start`}>
            {t('wish.rename')}
          </button>
        </Act>
        <div className="grid content-start gap-3">
          {list.token === undefined ? (
            <Act action={`${at}/share`} method="PUT" home={home}>
              <button type="submit" className={button('quiet')}>
                {t('wish.share')}
              </button>
            </Act>
          ) : (
            <>
              <label className="grid gap-1.5 text-sm">
                {t('wish.shared')}
                <input
                  readOnly
                  dir="ltr"
                  value={`${process.env.SITE_URL ?? ''}${sharedWishlist(list.token)}`}
                  className="field min-h-12 px-3.5 text-xs"
                />
              </label>
              <CopyButton
                text={`${process.env.SITE_URL ?? ''}${sharedWishlist(list.token)}`}
                words={{ copy: t('wish.copy'), copied: t('share.copied') }}
                look="quiet"
              />
              <div className="flex flex-wrap gap-x-6">
                <a href={sharedWishlist(list.token)} className="link flex min-h-11 items-center text-sm">
                  {t('wish.openShared')}
                </a>
                <Act action={`${at}/share`} method="DELETE" home={home}>
                  <button type="submit" className={`${button('bare')} min-h-11`}>
                    {t('wish.unshare')}
                  </button>
                </Act>
              </div>
            </>
          )}
          <p className="text-xs text-ink-3">{t('wish.shareText')}</p>
        </div>
        <Act action={at} method="DELETE" home={wishlists} className="grid content-start gap-3">
          <button type="submit" className={`${button('quiet')} justify-self-start`}>
            {t('wish.delete')}
          </button>
          <p className="text-xs text-ink-3">{t('wish.deleteText')}</p>
        </Act>
      </div>
    </details>
  )
}

/** Begins another list. */
export function NewList({ locale, first }: { locale: Locale; first: boolean }) {
  const t = translator(locale)
  const { wishlists } = paths(locale)
  return (
    <details className="mt-16 border-y border-line" open={first}>
      <summary className="flex min-h-12 cursor-pointer items-center text-sm">{t('wish.new')}</summary>
      <Act
        action="/api/wishlists"
        home={`${wishlists}?list={list}`}
        back={wishlists}
        className="grid max-w-md gap-3 pt-2 pb-6"
      >
        <NameField label={t('wish.name')} />
        <button type="submit" className={`${button('quiet')} justify-self-start`}>
          {t('wish.create')}
        </button>
      </Act>
    </details>
  )
}

const NameField = ({ label, name }: { label: string; name?: string }) => (
  <label className="grid gap-1.5 text-sm">
    {label}
    <input
      name="name"
      required
      maxLength={longestName}
      defaultValue={name}
      autoComplete="off"
      dir="auto"
      className="field min-h-12 px-3.5"
    />
  </label>
)
