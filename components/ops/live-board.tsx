'use client'

import { useState } from 'react'
import { AuditPanel, FlagsPanel, HoldsPanel } from '@/components/ops/house-panels'
import type { OpsMessages } from '@/components/ops/messages'
import { OrdersPanel, ParkedPanel, QueuesPanel, ReviewsPanel } from '@/components/ops/flow-panels'
import { OpinionsPanel } from '@/components/ops/opinions-panel'
import { RefundsPanel } from '@/components/ops/refunds-panel'
import { ReturnsPanel } from '@/components/ops/returns-panel'
import { useBoard } from '@/components/ops/use-board'
import { sayIn } from '@/components/ops/words'
import type { Locale } from '@/lib/markets'
import type { Board } from '@/server/operations/model'

interface Props {
  first: Board
  filter: string
  locale: Locale
  messages: OpsMessages
}

/** The whole board, kept up to date by the shop itself and narrowed by what somebody types. */
export function LiveBoard({ first, filter: given, locale, messages }: Props) {
  const { board, live, now } = useBoard(first)
  const [filter, setFilter] = useState(given)
  const say = sayIn(messages, locale)
  const fits = fitting(filter)
  const shared = { say, locale, now, fits }
  return (
    <>
      <div className="mb-8 flex flex-wrap items-end justify-between gap-4">
        <form method="get" action="/ops" role="search" className="flex items-end gap-2">
          <label className="grid gap-1 text-xs">
            {say('ops.filter')}
            <input
              type="search"
              name="q"
              value={filter}
              onChange={(event) => setFilter(event.target.value)}
              placeholder={say('ops.filterHint')}
              maxLength={100}
              autoComplete="off"
              className="field min-h-10 w-72 max-w-full px-3 text-sm"
            />
          </label>
          <noscript>
            <button type="submit" className="min-h-10 rounded-sm border border-control px-4 text-sm">
              {say('ops.filterApply')}
            </button>
          </noscript>
        </form>
        <p role="status" className="flex items-center gap-2 text-xs text-ink-2">
          <span
            aria-hidden="true"
            className={`size-2.5 rounded-full ${live ? 'bg-good' : 'border border-control'}`}
          />
          {say(live ? 'ops.live' : 'ops.notLive')}
        </p>
      </div>
      <div className="grid gap-x-12 gap-y-12 lg:grid-cols-[1fr_24rem]">
        <div className="grid min-w-0 content-start gap-12">
          <OrdersPanel part={board.orders} {...shared} />
          <ReturnsPanel part={board.returns} {...shared} />
          <RefundsPanel part={board.refunds} {...shared} />
          <ReviewsPanel part={board.reviews} {...shared} />
          <OpinionsPanel part={board.opinions} {...shared} />
          <ParkedPanel part={board.parked} {...shared} />
          <HoldsPanel part={board.holds} {...shared} />
        </div>
        <div className="grid min-w-0 content-start gap-12">
          <QueuesPanel part={board.queues} {...shared} />
          <FlagsPanel part={board.flags} {...shared} />
          <AuditPanel part={board.audit} {...shared} />
        </div>
      </div>
    </>
  )
}

/** Whether a row has every word of the filter somewhere in it. */
function fitting(filter: string): (row: object) => boolean {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean)
  return (row) => {
    const text = JSON.stringify(row).toLowerCase()
    return words.every((word) => text.includes(word))
  }
}
