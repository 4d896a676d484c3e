import type { Metadata } from 'next'
import ShopNotFound from '@/app/[locale]/(shop)/not-found'

export const revalidate = 300
export const generateStaticParams = () => []
export const metadata: Metadata = { title: '404', robots: { index: false } }

/** What `infra/error-pages.mjs` puts in the place of pages that are not found. */
export default ShopNotFound
