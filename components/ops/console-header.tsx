import { consolePaths } from '@/lib/console-paths'
import { translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'

/** What stands above every page of the console. */
export function ConsoleHeader({ locale, email }: { locale: Locale; email: string }) {
  const t = translator(locale)
  return (
    <header className="border-b border-ink">
      <a href="#content" className="sr-only focus:not-sr-only">
        {t('nav.skip')}
      </a>
      <div className="wrap flex min-h-14 flex-wrap items-stretch justify-between gap-x-8">
        <a href={consolePaths.board} className="wordmark self-end pt-2" dir="ltr">
          {t('shop.name')}
        </a>
        <nav aria-label={t('ops.title')} className="flex flex-wrap items-center gap-x-6 text-sm">
          <a href={consolePaths.board} className="py-2 hover:underline">
            {t('ops.board')}
          </a>
          <a href={consolePaths.content} className="py-2 hover:underline">
            {t('ops.content')}
          </a>
          <a href={consolePaths.pictures} className="py-2 hover:underline">
            {t('ops.pictures')}
          </a>
          <a href={consolePaths.reviews} className="py-2 hover:underline">
            {t('ops.opinions')}
          </a>
          <a href={consolePaths.media} className="py-2 hover:underline">
            {t('ops.media')}
          </a>
          <a href={consolePaths.archive} className="py-2 hover:underline">
            {t('ops.archive')}
          </a>
          <a href={paths(locale).home} className="py-2 hover:underline">
            {t('ops.toShop')}
          </a>
          <bdi className="text-xs text-ink-3">{email}</bdi>
        </nav>
      </div>
    </header>
  )
}
