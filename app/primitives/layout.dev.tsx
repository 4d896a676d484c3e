import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { Faces } from '@/app/fonts/faces'
import '@/app/globals.css'

export const viewport: Viewport = { colorScheme: 'light dark' }
export const metadata: Metadata = { title: 'Primitives', robots: { index: false, follow: false } }

/** The living page of primitives exists while developing alone: production does not know files that end in `.dev.tsx`. */
export default function PrimitivesLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en-GB">
      <head>
        <Faces direction="ltr" />
        <Faces direction="rtl" />
      </head>
      <body>{children}</body>
    </html>
  )
}
