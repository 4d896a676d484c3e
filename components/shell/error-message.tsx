'use client'

import { useParams } from 'next/navigation'
import { button } from '@/components/ui/button'

/** The few words that must be there when nothing else is. */
const words: Readonly<
  Record<string, readonly [title: string, text: string, retry: string, reference: string]>
> = {
  en: [
    'Something went wrong on our side',
    'Nothing of yours is lost. Try again in a moment.',
    'Try again',
    'Reference',
  ],
  de: [
    'Bei uns ist etwas schiefgegangen',
    'Von Ihren Daten ist nichts verloren. Versuchen Sie es gleich noch einmal.',
    'Noch einmal versuchen',
    'Kennung',
  ],
  ar: ['حدث خطأ من جهتنا', 'لم يضِع شيء يخصّك. حاول من جديد بعد قليل.', 'أعد المحاولة', 'المرجع'],
}

interface Props {
  /** The server's errors carry a digest, under which they stand in its log. */
  error: Error & { digest?: string }
}

/** Something broke, and how to go on. */
export function ErrorMessage({ error }: Props) {
  const { locale } = useParams<{ locale?: string }>()
  const [title, text, retry, reference] = words[locale?.slice(0, 2) ?? 'en'] ?? words.en ?? []
  return (
    <div className="wrap grid justify-items-start gap-6 py-24 md:py-36">
      <h1 className="headline text-3xl">{title}</h1>
      <p className="max-w-prose text-base text-ink-2" role="alert">
        {text}
      </p>
      <button type="button" onClick={() => location.reload()} className={button('quiet')}>
        {retry}
      </button>
      {error.digest && (
        <p className="text-xs text-ink-3">
          {reference} <bdi>{error.digest}</bdi>
        </p>
      )}
    </div>
  )
}
