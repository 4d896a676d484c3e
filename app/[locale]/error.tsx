'use client'

import type { ComponentProps } from 'react'
import { ErrorMessage } from '@/components/shell/error-message'

/** For when what surrounds the pages cannot be made either. */
export default function ErrorPage({ error }: ComponentProps<typeof ErrorMessage>) {
  return (
    <main id="content">
      <ErrorMessage error={error} />
    </main>
  )
}
