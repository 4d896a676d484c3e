'use client'

import { useState } from 'react'
import type { UploadMessages } from '@/components/uploads/messages'
import { UploadField } from '@/components/uploads/upload-field'
import { format } from '@/lib/i18n/format'
import type { Locale } from '@/lib/markets'

interface Props {
  most: number
  label: string
  hint: string
  accept: readonly string[]
  locale: Locale
  messages: UploadMessages
}

/** Places for photographs: when one is filled, the next appears. */
export function PhotoFields({ most, label, hint, accept, locale, messages }: Props) {
  const [photos, setPhotos] = useState<readonly (string | undefined)[]>([undefined])
  const put = (place: number, photo: string | undefined) =>
    setPhotos((before) => {
      const next = before.map((one, index) => (index === place ? photo : one))
      const full = next.length < most && next.every((one) => one !== undefined)
      return full ? [...next, undefined] : next
    })
  return (
    <div className="grid gap-5">
      {photos.map((photo, place) => (
        // oxlint-disable-next-line react/no-array-index-key -- a place stays itself, whatever is put into it
        <div key={place}>
          {photo && <input type="hidden" name={`photos.${place}`} value={photo} />}
          <UploadField
            purpose="review"
            label={format('{label} {number}', { label, number: place + 1 }, locale)}
            hint={hint}
            accept={accept}
            locale={locale}
            messages={messages}
            ready={(upload) => put(place, upload.id)}
            removed={() => put(place, undefined)}
          />
        </div>
      ))}
    </div>
  )
}
