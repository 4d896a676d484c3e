'use client'

import { useId, useState } from 'react'
import type { UploadMessages } from '@/components/uploads/messages'
import { UploadField } from '@/components/uploads/upload-field'
import type { Locale } from '@/lib/markets'

interface Props {
  labels: { product: string; film: string; hint: string }
  accept: readonly string[]
  locale: Locale
  messages: UploadMessages
}

/** Where the staff send a product's film. */
export function FilmDesk({ labels, accept, locale, messages }: Props) {
  const [product, setProduct] = useState('')
  const id = useId()
  return (
    <div className="grid gap-6">
      <div className="grid gap-1.5">
        <label htmlFor={id} className="text-sm">
          {labels.product}
        </label>
        <input
          id={id}
          dir="ltr"
          maxLength={80}
          autoComplete="off"
          value={product}
          onChange={(event) => setProduct(event.target.value.trim())}
          className="field min-h-11 px-3"
        />
      </div>
      <UploadField
        purpose="product-video"
        label={labels.film}
        hint={labels.hint}
        accept={accept}
        product={product}
        keep
        locale={locale}
        messages={messages}
      />
    </div>
  )
}
