import type { ReactNode } from 'react'
import { Icon } from '@/components/ui/icon'

const tones = {
  info: 'border-ink text-ink',
  good: 'border-good text-good',
  warn: 'border-warn text-warn',
  bad: 'border-bad text-bad',
} as const

/** A plain sentence about how things stand. Refusals are announced at once. */
export function Notice({ tone = 'info', children }: { tone?: keyof typeof tones; children: ReactNode }) {
  return (
    <div
      role={tone === 'bad' ? 'alert' : 'status'}
      className={`flex gap-3 border-s-2 bg-raised px-4 py-3 text-sm ${tones[tone]}`}
    >
      <Icon name={tone === 'good' ? 'check' : 'alert'} className="mt-px" />
      <div className="text-ink">{children}</div>
    </div>
  )
}
