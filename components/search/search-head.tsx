import { SearchForm } from '@/components/search/search-form'
import { translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import type { SearchResult } from '@/server/search/model'

interface Props {
  locale: Locale
  title: string
  text?: string
  result?: SearchResult
}

/** What was searched for, and what was made of it. */
export function SearchHead({ locale, title, text, result }: Props) {
  const t = translator(locale)
  const to = paths(locale)
  return (
    <div className="wrap pt-8 pb-10 md:pt-14 md:pb-14">
      <SearchForm locale={locale} text={text} className="max-w-xl" />
      <h1 className="headline mt-8 text-3xl break-words">{title}</h1>
      {result?.corrected && (
        <output className="mt-4 block text-base text-ink-2">
          {t('search.corrected', { text: text ?? '', corrected: result.corrected })}
        </output>
      )}
      {result?.didYouMean && (
        <p className="mt-4 text-base text-ink-2">
          {t('search.didYouMean')}{' '}
          <a href={to.search(result.didYouMean)} className="link text-ink">
            {result.didYouMean}
          </a>
        </p>
      )}
      {result?.relaxed && !result.corrected && (
        <p className="mt-4 text-base text-ink-2">{t('search.relaxed')}</p>
      )}
    </div>
  )
}
