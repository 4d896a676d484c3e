import { button } from '@/components/ui/button'
import { consolePaths } from '@/lib/console-paths'
import { translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import type { Rejection, Review } from '@/server/reviews/model'

interface Props {
  review: Review
  /** Why it may not be shown. */
  reasons: readonly Rejection[]
  locale: Locale
}

/** What may be decided about a review, about the version that is being looked at. */
export function Decision({ review, reasons, locale }: Props) {
  const t = translator(locale)
  const { id, product, version, state } = review
  const name = review.written.title
  const fields = (
    <>
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="_next" value={consolePaths.reviews} />
      <input type="hidden" name="_back" value={consolePaths.reviews} />
    </>
  )
  const action = `/api/moderation/${product}/${id}`
  return (
    <div className="flex flex-wrap items-end gap-x-8 gap-y-3">
      {state === 'pending' && (
        <form method="post" action={action}>
          {fields}
          <input type="hidden" name="decision" value="publish" />
          <button type="submit" className={button()} aria-label={t('ops.publishOpinionOf', { name })}>
            {t('ops.publishOpinion')}
          </button>
        </form>
      )}
      <form method="post" action={action} className="flex flex-wrap items-end gap-2">
        {fields}
        <label className="grid gap-1 text-xs">
          {t('ops.why')}
          <select name="decision" className="field min-h-12 px-3 text-sm">
            {reasons.map((reason) => (
              <option key={reason} value={reason}>
                {t(`review.rejection.${reason}`)}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" className={button('quiet')} aria-label={t('ops.rejectOpinionOf', { name })}>
          {t(state === 'pending' ? 'ops.rejectOpinion' : 'ops.takeDown')}
        </button>
      </form>
    </div>
  )
}
