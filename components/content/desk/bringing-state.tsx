import type { BringingMessages } from '@/components/content/desk/messages'
import { button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { failureText } from '@/components/uploads/messages'
import { ProgressLine } from '@/components/uploads/progress-line'
import type { Stage } from '@/components/uploads/use-upload'
import { consolePaths } from '@/lib/console-paths'
import { format } from '@/lib/i18n/format'
import type { Locale } from '@/lib/markets'
import type { PictureArrival } from '@/server/content/model'

interface Props {
  stage: Stage
  importing: boolean
  /** Longer than usual. */
  late: boolean
  refused?: PictureArrival['reason']
  /** The name under which it was sent. */
  name: string
  /** It has come into the library. */
  there: boolean
  cancel: () => void
  locale: Locale
  messages: BringingMessages
}

/** How far a picture is that is being brought, and what has become of it. */
export function BringingState({ stage, importing, late, refused, name, there, cancel, ...words }: Props) {
  const { locale, messages } = words
  if (there) return <Notice tone="good">{format(messages['ops.pictures.there'], { name }, locale)}</Notice>
  if (refused) {
    const taken = refused === 'name-taken'
    const text = taken ? messages['upload.reason.name-taken'] : failureText({ reason: refused }, messages)
    return <Notice tone="bad">{text}</Notice>
  }
  if (importing) return <Notice>{messages[late ? 'upload.slow' : 'ops.pictures.importing']}</Notice>
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
    case 'failed':
      if (stage.refused !== 'picture-name') return <Notice tone="bad">{failureText(stage, messages)}</Notice>
      return (
        <Notice tone="bad">
          {messages['problem.picture-name']}{' '}
          <a href={consolePaths.picture(name)} className="link break-all" dir="ltr">
            {name}
          </a>
        </Notice>
      )
    default:
      return null
  }
}
