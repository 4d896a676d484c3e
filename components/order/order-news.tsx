import { Notice } from '@/components/ui/notice'
import { translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'

interface Props {
  /** What the owner has just done, from the address. */
  done: string | undefined
  /** The order in exchange for whose pieces this one goes out. */
  exchangeFor: string | undefined
  locale: Locale
}

const sentences = { return: 'order.done.return', address: 'order.done.address' } as const
const isDone = (done: string): done is keyof typeof sentences => done in sentences

/** What has just been done, and what this order is about. */
export function OrderNews({ done, exchangeFor, locale }: Props) {
  const t = translator(locale)
  return (
    <div className="mt-6 grid gap-3 empty:hidden">
      {done && isDone(done) && <Notice tone="good">{t(sentences[done])}</Notice>}
      {exchangeFor && <Notice>{t('order.exchangeFor', { number: exchangeFor })}</Notice>}
    </div>
  )
}
