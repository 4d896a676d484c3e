import { said } from '@/lib/copy'
import type { Locale } from '@/lib/markets'
import type { BlockOf } from '@/server/content/model'

/** Something that somebody said, set large. Its marks are those of the language. */
export function Quote({ block, locale }: { block: BlockOf<'quote'>; locale: Locale }) {
  return (
    <figure className="wrap mt-24 grid gap-y-6 md:mt-44 md:grid-cols-12">
      <blockquote className="headline text-3xl rtl:[quotes:'«'_'»'] md:col-span-10 md:col-start-2">
        <p className="max-w-[22ch] md:indent-[-0.42em] before:content-[open-quote] after:content-[close-quote]">
          {said(block.text, locale)}
        </p>
      </blockquote>
      {block.by && (
        <figcaption className="text-sm text-ink-2 md:col-span-6 md:col-start-2">
          {said(block.by, locale)}
        </figcaption>
      )}
    </figure>
  )
}
