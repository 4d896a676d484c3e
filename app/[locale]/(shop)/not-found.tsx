import { locale as localeParam } from 'next/root-params'
import { readCategories } from '@/app/_reads/catalogue'
import { NotFound } from '@/components/shell/not-found'
import { defaultLocale, isLocale } from '@/lib/markets'

export default async function ShopNotFound() {
  const locale = (await localeParam()) ?? defaultLocale
  return <NotFound locale={isLocale(locale) ? locale : defaultLocale} categories={await readCategories()} />
}
