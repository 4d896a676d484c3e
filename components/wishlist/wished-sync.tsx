'use client'

import { useEffect } from 'react'
import { keepWished } from '@/lib/wished'

/** Brings the marks on other pages in line with a list that the server has just written into the page. */
export function WishedSync({ wished }: { wished: readonly string[] }) {
  useEffect(() => keepWished(wished), [wished])
  return null
}
