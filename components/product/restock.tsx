import { button } from '@/components/ui/button'
import { translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'

interface Props {
  sku: string
  locale: Locale
  /** The page's own path: the answer comes back to it. */
  page: string
}

/** Asks to be told when a sold-out variant can be had again: a plain form, whose thanks stand on the same page for everybody and show
 *  when the address names them. */
export function Restock({ sku, locale, page }: Props) {
  const t = translator(locale)
  return (
    <form
      method="post"
      action={`/api/restock?locale=${locale}`}
      className="grid gap-3 border-t border-ink pt-4"
    >
      <input type="hidden" name="sku" value={sku} />
      <input type="hidden" name="_next" value={`${page}#restock-noted`} />
      <input type="hidden" name="_back" value={`${page}#restock-refused`} />
      <label className="grid gap-1.5 text-sm">
        {t('restock.label')}
        <input
          type="email"
          name="email"
          required
          autoComplete="email"
          maxLength={254}
          className="border border-ink bg-paper px-3 py-2.5 text-base"
        />
      </label>
      <button type="submit" className={button()}>
        {t('restock.submit')}
      </button>
      <p className="text-xs text-ink-3">{t('restock.promise')}</p>
      <p id="restock-noted" role="status" className="hidden text-sm target:block">
        {t('restock.noted')}
      </p>
      <p id="restock-refused" role="alert" className="hidden text-sm target:block">
        {t('restock.refused')}
      </p>
    </form>
  )
}
