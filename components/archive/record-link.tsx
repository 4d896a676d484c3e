'use client'

import { useState } from 'react'
import { useSWRConfig } from 'swr'
import type { ArchiveMessages } from '@/components/archive/messages'
import { ApiProblem, ask } from '@/lib/api'
import { dateAndTime } from '@/lib/i18n/dates'
import { format } from '@/lib/i18n/format'
import type { Locale } from '@/lib/markets'
import type { RestoreLink, RestoreView } from '@/server/archive/model'

interface Props {
  restore: RestoreView
  locale: Locale
  messages: ArchiveMessages
}

const look =
  'min-h-9 inline-flex items-center rounded-sm border border-control px-3 text-xs hover:border-ink hover:bg-sunk'

/** Gives out a link to a record, and says when it ends. Without JavaScript the record is downloaded at once. */
export function RecordLink({ restore: { id, key }, locale, messages }: Props) {
  const { mutate } = useSWRConfig()
  const [link, setLink] = useState<RestoreLink>()
  const [refused, setRefused] = useState<string>()

  async function give() {
    try {
      setRefused(undefined)
      setLink(await ask<RestoreLink>(`/api/archive/restores/${id}/link`, 'POST'))
      await mutate('/api/archive/restores')
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      setRefused(
        error.code === 'not-restored' ? messages['problem.not-restored'] : messages['problem.internal'],
      )
    }
  }

  return (
    <div className="grid gap-1 sm:justify-items-end">
      <noscript>
        <a href={`/api/archive/restores/${id}/document`} className={look}>
          {format(messages['ops.archive.download'], { name: key }, locale)}
        </a>
      </noscript>
      <button
        type="button"
        onClick={give}
        aria-label={format(messages['ops.archive.linkOf'], { name: key }, locale)}
        className={`${look} noscript:hidden cursor-pointer`}
      >
        {messages['ops.archive.link']}
      </button>
      <output className="text-xs">
        {link && (
          <>
            <a href={link.url} rel="noreferrer" className="link wrap-anywhere">
              {format(messages['ops.archive.download'], { name: link.fileName }, locale)}
            </a>
            <br />
            {format(messages['ops.archive.linkEnds'], { time: dateAndTime(link.expiresAt, locale) }, locale)}
          </>
        )}
      </output>
      {refused && (
        <p role="alert" className="text-xs text-bad">
          {refused}
        </p>
      )}
    </div>
  )
}
