'use client'

import { useEffect } from 'react'
import useSWR from 'swr'
import { useKnown } from '@/components/shell/use-known'
import { Icon } from '@/components/ui/icon'
import { ask } from '@/lib/api'
import { becomeUnknown } from '@/lib/known'
import { keepWished } from '@/lib/wished'
import type { Messages } from '@/lib/i18n/messages'
import type { SessionView } from '@/server/sessions/model'

interface Props {
  href: string
  signInHref: string
  messages: Messages<'nav.account' | 'nav.signIn'>
}

/** To the account, or to where one signs in. */
export function AccountLink({ href, signInHref, messages }: Props) {
  const { data } = useSWR(useKnown() === 'customer' ? '/api/session' : null, ask<SessionView>, {
    focusThrottleInterval: 60_000,
  })
  useEffect(() => {
    if (!data) return
    if (data.kind !== 'customer') becomeUnknown()
    if (data.kind !== 'customer' || data.wished) keepWished(data.wished ?? [])
  }, [data])
  const signedIn = data?.kind === 'customer'
  return (
    <a
      href={signedIn ? href : signInHref}
      className="flex h-11 items-center gap-2 px-2.5 text-sm max-sm:hidden"
      aria-label={signedIn ? messages['nav.account'] : messages['nav.signIn']}
    >
      <Icon name="account" />
      {signedIn && data.name && <span className="max-w-32 truncate max-lg:hidden">{data.name}</span>}
    </a>
  )
}
