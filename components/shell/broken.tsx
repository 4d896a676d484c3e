import { button } from '@/components/ui/button'
import type { Messages } from '@/lib/i18n/messages'

export const brokenKeys = ['broken.title', 'broken.text', 'broken.retry', 'broken.reference'] as const

interface Props {
  messages: Messages<(typeof brokenKeys)[number]>
  /** Under which a server's error stands in its log. */
  digest?: string
}

/** Something broke, and how to go on. */
export function Broken({ messages, digest }: Props) {
  return (
    <div className="wrap grid justify-items-start gap-6 py-24 md:py-36">
      <h1 className="headline text-3xl">{messages['broken.title']}</h1>
      <p className="max-w-prose text-base text-ink-2" role="alert">
        {messages['broken.text']}
      </p>
      {/* oxlint-disable-next-line jsx-a11y/anchor-is-valid -- to where the reader is, again */}
      <a href="" className={button('quiet')}>
        {messages['broken.retry']}
      </a>
      {digest && (
        <p className="text-xs text-ink-3">
          {messages['broken.reference']} <bdi>{digest}</bdi>
        </p>
      )}
    </div>
  )
}
