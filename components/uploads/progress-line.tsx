import type { UploadMessages } from '@/components/uploads/messages'
import type { Progress } from '@/components/uploads/pace'
import { format } from '@/lib/i18n/format'
import type { Locale } from '@/lib/markets'

interface Props {
  progress: Progress
  label: string
  locale: Locale
  messages: UploadMessages
}

const megabytes = (bytes: number): number => Math.round(bytes / 1_000_000)

/** How far a file is, and how long it will still take. */
export function ProgressLine({ progress: { sent, total, left, offline }, label, locale, messages }: Props) {
  const done = format(messages['upload.sent'], { done: megabytes(sent), total: megabytes(total) }, locale)
  return (
    <div className="grid min-w-0 grow gap-1.5">
      <progress
        value={sent}
        max={total}
        aria-label={label}
        className="h-1.5 w-full appearance-none overflow-clip rounded-full bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
      />
      <p className="text-xs text-ink-2">
        {done}
        {!offline && left !== undefined && ` · ${time(left, locale, messages)}`}
      </p>
      <output className="text-xs text-warn">{offline && messages['upload.offline']}</output>
    </div>
  )
}

function time(seconds: number, locale: Locale, messages: UploadMessages): string {
  const minutes = Math.round(seconds / 60)
  return minutes < 1
    ? messages['upload.leftMoments']
    : format(messages['upload.leftMinutes'], { count: minutes }, locale)
}
