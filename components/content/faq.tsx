import { Icon } from '@/components/ui/icon'
import { said } from '@/lib/copy'
import type { Locale } from '@/lib/markets'
import type { BlockOf } from '@/server/content/model'

/** Questions and what there is to answer; they open without any script. */
export function Faq({ block, locale }: { block: BlockOf<'faq'>; locale: Locale }) {
  return (
    <section className="wrap mt-24 grid gap-x-6 gap-y-8 md:mt-40 md:grid-cols-12">
      <h2 className="headline max-w-[14ch] text-2xl md:col-span-4">{said(block.title, locale)}</h2>
      <div className="border-t border-ink md:col-span-7 md:col-start-6">
        {block.items.map(({ question, answer }) => (
          <details key={question['en-GB']} className="group border-b border-line">
            <summary className="flex min-h-14 list-none items-center justify-between gap-6 py-4 text-base font-medium [&::-webkit-details-marker]:hidden">
              {said(question, locale)}
              <Icon name="plus" className="size-4 transition-transform group-open:rotate-45" />
            </summary>
            <p className="max-w-[60ch] pb-6 text-base text-ink-2">{said(answer, locale)}</p>
          </details>
        ))}
      </div>
    </section>
  )
}

/** What search engines read of all questions of a page. */
export const faqFacts = (blocks: readonly BlockOf<'faq'>[], locale: Locale) => ({
  '@type': 'FAQPage',
  mainEntity: blocks.flatMap(({ items }) =>
    items.map(({ question, answer }) => ({
      '@type': 'Question',
      name: said(question, locale),
      acceptedAnswer: { '@type': 'Answer', text: said(answer, locale) },
    })),
  ),
})
