import type { Messages } from '@/lib/i18n/messages'

export interface PriceWords {
  now: string
  /** Before the offer. */
  was?: string
}

/** A price in words that are ready: on offer with what it was before. */
export function PriceText({ now, was, words }: PriceWords & { words: Messages<'price.now' | 'price.was'> }) {
  return (
    <span className="tabular-nums">
      {was ? (
        <>
          <span className="sr-only">{words['price.now']} </span>
          <span className="text-bad">{now}</span> <span className="sr-only">{words['price.was']} </span>
          <s className="text-ink-3">{was}</s>
        </>
      ) : (
        now
      )}
    </span>
  )
}
