import type { CSSProperties, ReactNode } from 'react'
import { consolePaths } from '@/lib/console-paths'
import { translator } from '@/lib/i18n/messages'
import { type Locale, locales, marketOf } from '@/lib/markets'
import type { ShownPage } from '@/server/content/model'

interface Props {
  page: ShownPage
  locale: Locale
  children: ReactNode
}

/** The document around it speaks the console's language, so the previewed one brings its own direction and typefaces. */
const rightToLeft: CSSProperties & Record<`--${string}`, string> = {
  '--font-display': '"Noto Naskh Arabic", "Vazirmatn", serif',
  '--font-sans': '"Vazirmatn", system-ui, sans-serif',
  fontFamily: 'var(--font-sans)',
}

/** A version under a line that says what it is, with the way to it in the other languages. */
export function PreviewFrame({ page: { slug, number }, locale, children }: Props) {
  const t = translator(locale)
  const { direction } = marketOf(locale)
  return (
    <div lang={locale} dir={direction} style={direction === 'rtl' ? rightToLeft : undefined}>
      <div className="sticky top-0 z-30 bg-accent text-on-accent">
        <div className="wrap flex min-h-12 flex-wrap items-center justify-between gap-x-8 gap-y-1 py-2 text-sm">
          <p>{t('content.preview', { number })}</p>
          <p className="flex flex-wrap gap-x-5">
            {locales.map((other) => (
              <a
                key={other}
                href={consolePaths.contentPreview(slug, number, other)}
                aria-current={other === locale ? 'page' : undefined}
                className="py-1 underline-offset-4 hover:underline aria-[current]:underline"
              >
                {other}
              </a>
            ))}
            <a href={consolePaths.contentPage(slug, number)} className="py-1 underline underline-offset-4">
              {t('content.previewBack')}
            </a>
          </p>
        </div>
      </div>
      <main id="content" className="pb-32">
        {children}
      </main>
    </div>
  )
}
