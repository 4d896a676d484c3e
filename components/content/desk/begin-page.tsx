import { button } from '@/components/ui/button'
import { consolePaths } from '@/lib/console-paths'
import { translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'

/** Names a page that is not there yet; it begins when its first version is saved. */
export function BeginPage({ locale }: { locale: Locale }) {
  const t = translator(locale)
  return (
    <form action={consolePaths.content} className="mt-12 grid max-w-2xl gap-4 border-t border-ink pt-6">
      <h2 className="headline text-xl">{t('ops.content.new')}</h2>
      <div className="grid items-end gap-4 sm:grid-cols-[2fr_1fr_auto]">
        <label className="grid gap-1.5 text-sm">
          {t('ops.content.newName')}
          <input
            name="name"
            required
            pattern="[a-z0-9][a-z0-9\-]{0,59}"
            className="field min-h-12 px-3.5"
            dir="ltr"
          />
        </label>
        <label className="grid gap-1.5 text-sm">
          {t('ops.content.kind')}
          <select name="kind" className="field min-h-12 px-3">
            <option value="story">{t('ops.content.kind.story')}</option>
            <option value="campaign">{t('ops.content.kind.campaign')}</option>
          </select>
        </label>
        <button type="submit" className={button('quiet')}>
          {t('ops.content.new')}
        </button>
      </div>
    </form>
  )
}
