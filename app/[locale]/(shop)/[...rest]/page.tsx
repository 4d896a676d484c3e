import { notFound } from 'next/navigation'

export const revalidate = 300
export const generateStaticParams = () => []

/** Every address that no other page answers. */
export default function NowherePage() {
  notFound()
}
