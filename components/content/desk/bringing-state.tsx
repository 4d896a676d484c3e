import type { BringingMessages } from '@/components/content/desk/messages'
import { button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { failureText } from '@/components/uploads/messages'
import { ProgressLine } from '@/components/uploads/progress-line'
import type { Stage } from '@/components/uploads/use-upload'
import { format } from '@/lib/i18n/format'
import type { Locale } from '@/lib/markets'
import type { PictureArrival } from '@/server/content/model'

interface Props {
  stage: Stage
  importing: boolean
  refused?: PictureArrival['reason']
  /** The name under which it has come into the library. */
  there?: string
  cancel: () => void
  locale: Locale
  messages: BringingMessages
}

/** How far a picture is that is being brought, and what has become of it. */
export function BringingState({ stage, importing, refused, there, cancel, locale, messages }: Props) {
  if (there) {
    return <Notice tone="good">{format(messages['ops.pictures.there'], { name: there }, locale)}</Notice>
  }
  if (refused) {
    const taken = refused === 'name-taken'
    const text = taken ? messages['upload.reason.name-taken'] : failureText({ reason: refused }, messages)
    return <Notice tone="bad">{text}</Notice>
  }
  if (importing) return <Notice>{messages['ops.pictures.importing']}</Notice>
  switch (stage.kind) {
    case 'sending':
      return (
        <div className="flex flex-wrap items-end gap-4">
          <ProgressLine
            progress={stage.progress}
            label={messages['ops.pictures.file']}
            {...{ locale, messages }}
          />
          <button type="button" className={button('bare')} onClick={cancel}>
            {messages['upload.cancel']}
          </button>
        </div>
      )
    case 'checking':
      return <Notice>{messages[stage.slow ? 'upload.slow' : 'upload.checking']}</Notice>
    case 'failed': {
      const taken = stage.refused === 'picture-name'
      return (
        <Notice tone="bad">{taken ? messages['problem.picture-name'] : failureText(stage, messages)}</Notice>
      )
    }
    default:
      return null
  }
}
