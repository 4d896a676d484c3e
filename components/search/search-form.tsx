import { SearchBox } from '@/components/search/search-box'
import { pick, translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'

/** Asks for words; answers while one types where there is JavaScript. */
export function SearchForm({
  locale,
  className = '',
  text,
}: {
  locale: Locale
  className?: string
  text?: string
}) {
  const t = translator(locale)
  return (
    <search className={`relative items-center ${className}`}>
      <form action={paths(locale).search()} method="get" className="w-full">
        <SearchBox
          locale={locale}
          label={t('search.label')}
          placeholder={t('search.placeholder')}
          submit={t('nav.search')}
          text={text}
          messages={pick(locale, [
            'search.products',
            'search.categories',
            'search.suggestions',
            'search.all',
          ])}
        />
      </form>
    </search>
  )
}
