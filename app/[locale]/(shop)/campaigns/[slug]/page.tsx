import { articlePage } from '@/app/[locale]/(shop)/article'

export const revalidate = 300
export const generateStaticParams = () => []

const { metadata, ArticlePage } = articlePage('campaign')
export const generateMetadata = metadata
export default ArticlePage
