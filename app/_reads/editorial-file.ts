import type { Translate } from '@/lib/i18n/messages'
import { megabytes, purposes } from '@/server/assets/purposes'

/** What the library takes, for those who bring it. */
export function editorialFile(t: Translate) {
  const { types, most, leastWidth: least = 0 } = purposes.editorial
  return { types, most, least, hint: t('ops.pictures.fileHint', { most: megabytes('editorial'), least }) }
}
