'use client'

import useSWR from 'swr'
import type { ArchiveMessages } from '@/components/archive/messages'
import { RecordLink } from '@/components/archive/record-link'
import { ask } from '@/lib/api'
import { dateAndTime } from '@/lib/i18n/dates'
import { format, type Values } from '@/lib/i18n/format'
import type { Locale } from '@/lib/markets'
import type { RestoreView } from '@/server/archive/model'

/** Milliseconds between two looks while something is on its way. */
const lookEvery = 10_000

interface Props {
  first: RestoreView[]
  locale: Locale
  messages: ArchiveMessages
}

/** Records that were asked for, with how far each is; kept up to date while one is on its way. */
export function AskedList({ first, locale, messages }: Props) {
  const { data } = useSWR('/api/archive/restores', ask<{ restores: RestoreView[] }>, {
    fallbackData: { restores: first },
    refreshInterval: (latest) =>
      latest?.restores.some(({ state }) => state === 'restoring') ? lookEvery : 0,
  })
  const say = (key: keyof ArchiveMessages, values: Values = {}) => format(messages[key], values, locale)
  if (data.restores.length === 0)
    return <p className="py-4 text-sm text-ink-3">{say('ops.archive.noneAsked')}</p>
  return (
    <ul className="divide-y divide-line border-b border-line text-sm">
      {data.restores.map((restore) => (
        <li key={restore.id} className="grid gap-x-8 gap-y-2 py-4 sm:grid-cols-[1fr_auto]">
          <div className="min-w-0">
            <p className="font-medium wrap-anywhere">
              <bdi>{restore.key}</bdi>
            </p>
            <p className="text-xs text-ink-2">
              {say('ops.archive.by', {
                who: restore.askedBy,
                time: dateAndTime(restore.requestedAt, locale),
              })}
            </p>
            <LastLink restore={restore} say={say} />
          </div>
          <div className="grid content-start gap-2 sm:justify-items-end">
            <Standing restore={restore} locale={locale} say={say} />
            {restore.state === 'ready' && (
              <RecordLink restore={restore} locale={locale} messages={messages} />
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}

type Say = (key: keyof ArchiveMessages, values?: Values) => string

function LastLink({ restore: { links }, say }: { restore: RestoreView; say: Say }) {
  const last = links.at(-1)
  if (!last) return null
  return (
    <p className="text-xs text-ink-3">{say('ops.archive.links', { count: links.length, who: last.to })}</p>
  )
}

function Standing({ restore, locale, say }: { restore: RestoreView; locale: Locale; say: Say }) {
  const { state, key, progress, expectedAt, until } = restore
  if (state === 'over') return <p className="text-xs text-ink-3">{say('ops.archive.state.over')}</p>
  if (state === 'ready')
    return (
      <p role="status" className="text-xs text-good">
        {say('ops.archive.state.ready', { time: until ? dateAndTime(until, locale) : '' })}
      </p>
    )
  return (
    <div className="grid w-56 max-w-full gap-1.5">
      <progress
        value={progress}
        max={1}
        aria-label={say('ops.archive.progress', { name: key })}
        className="h-1.5 w-full appearance-none overflow-clip rounded-full bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
      />
      <p className="text-xs text-ink-2">
        {say('ops.archive.state.restoring')} ·{' '}
        {say('ops.archive.expected', { time: dateAndTime(expectedAt, locale) })}
      </p>
    </div>
  )
}
