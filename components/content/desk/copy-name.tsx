import { CopyButton } from '@/components/ui/copy-button'
import { translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'

/** Copies a picture's name, as a page's JSON takes it. */
export function CopyName({ name, locale }: { name: string; locale: Locale }) {
  const t = translator(locale)
  return (
    <CopyButton
      text={name}
      words={{ copy: t('ops.pictures.copy'), copied: t('ops.pictures.copied') }}
      label={t('ops.pictures.copyOf', { name })}
      look="bare"
    />
  )
}
