import { Notice } from '@/components/ui/notice'
import { dateAndTime } from '@/lib/i18n/dates'
import { translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import type { PictureArrival } from '@/server/content/model'

/** What is on its way into the library, and what was not taken. */
export function PictureArrivals({
  arrivals,
  locale,
}: {
  arrivals: readonly PictureArrival[]
  locale: Locale
}) {
  const t = translator(locale)
  if (arrivals.length === 0) return null
  const stateOf = ({ state, reason }: PictureArrival): string => {
    if (state === 'refused') {
      return t('ops.pictures.refused', { why: t(`upload.reason.${reason ?? 'not-checkable'}`) })
    }
    return state === 'awaiting' || state === 'checking'
      ? t(`upload.state.${state}`)
      : t('ops.pictures.importing')
  }
  return (
    <section aria-labelledby="coming" className="mt-8 grid gap-3">
      <h2 id="coming" className="label">
        {t('ops.pictures.coming')}
      </h2>
      {arrivals.map((arrival) => (
        <Notice key={arrival.upload} tone={arrival.state === 'refused' ? 'warn' : 'info'}>
          <bdi className="font-medium">{arrival.name}</bdi> · {stateOf(arrival)}
          <span className="block text-xs text-ink-3">
            {t('ops.content.by', { who: arrival.by, when: dateAndTime(arrival.at, locale) })}
          </span>
        </Notice>
      ))}
    </section>
  )
}
