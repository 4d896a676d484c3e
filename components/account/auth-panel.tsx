'use client'

import { type ComponentProps, type FormEvent, useState } from 'react'
import type { IdentitySettings } from '@/components/account/identity'
import { type AuthMessages, authProblem } from '@/components/account/messages'
import { Notice } from '@/components/ui/notice'
import { button } from '@/components/ui/button'
import { useHydrated } from '@/components/ui/use-hydrated'
import { ApiProblem } from '@/lib/api'

type Mode = 'sign-in' | 'sign-up' | 'confirm' | 'reset' | 'renew'
interface Props {
  begin: 'sign-in' | 'sign-up' | 'reset'
  settings: IdentitySettings
  /** Where to go when somebody has signed in. */
  next: string
  links: { signIn: string; signUp: string; reset: string }
  messages: AuthMessages
}

const load = () => import('@/components/account/identity')

/** Signing in, joining, proving an e-mail address and setting a new password. It needs JavaScript, because SRP does. */
export function AuthPanel({ begin, settings, next, links, messages }: Props) {
  const [mode, setMode] = useState<Mode>(begin)
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string>()
  const [told, setTold] = useState<string>()
  const ready = useHydrated()

  async function attempt(work: () => Promise<void>) {
    setBusy(true)
    setRefused(undefined)
    setTold(undefined)
    try {
      await work()
    } catch (error) {
      if (!(error instanceof Error)) throw error
      setRefused(
        error instanceof ApiProblem && error.code === 'offline'
          ? messages['problem.offline']
          : authProblem(error instanceof ApiProblem ? error.code : error.name, messages),
      )
    } finally {
      setBusy(false)
    }
  }

  async function goIn() {
    const { enter } = await load()
    if ((await enter(settings, email, password)) === 'confirm') setMode('confirm')
    else location.assign(next)
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const text = (name: string) => String(fields.get(name) ?? '').trim()
    void attempt(async () => {
      const identity = await load()
      if (mode === 'sign-in') await goIn()
      else if (mode === 'sign-up') {
        await identity.join(settings, email, password, text('name'))
        setMode('confirm')
      } else if (mode === 'confirm') {
        await identity.prove(settings, email, text('code'))
        if (password) await goIn()
        else setMode('sign-in')
      } else if (mode === 'reset') {
        await identity.forget(settings, email)
        setMode('renew')
      } else {
        await identity.renew(settings, email, text('code'), password)
        await goIn()
      }
    })
  }

  const coded = mode === 'confirm' || mode === 'renew'
  const submitName = {
    'sign-in': messages['auth.signIn'],
    'sign-up': messages['auth.signUp'],
    confirm: messages['auth.confirm'],
    reset: messages['auth.sendCode'],
    renew: messages['auth.setPassword'],
  }[mode]
  return (
    <form onSubmit={submit} aria-busy={busy} className="grid gap-5" method="post">
      {refused && <Notice tone="bad">{refused}</Notice>}
      {(told ?? coded) && !refused && <Notice tone="good">{told ?? messages['auth.codeSent']}</Notice>}
      {mode === 'sign-up' && (
        <Input name="name" label={messages['auth.name']} autoComplete="name" maxLength={100} />
      )}
      <Input
        name="email"
        type="email"
        label={messages['field.email']}
        autoComplete="username"
        dir="ltr"
        value={email}
        onChange={(event) => setEmail(event.target.value.trim())}
        readOnly={coded}
        onFocus={() => void load()}
      />
      {coded && (
        <Input
          name="code"
          label={messages['auth.code']}
          autoComplete="one-time-code"
          inputMode="numeric"
          pattern="[0-9]{6}"
          dir="ltr"
        />
      )}
      {mode !== 'reset' && mode !== 'confirm' && (
        <Input
          name="password"
          type="password"
          label={messages[mode === 'renew' ? 'auth.newPassword' : 'auth.password']}
          hint={mode === 'sign-in' ? undefined : messages['auth.passwordHint']}
          autoComplete={mode === 'sign-in' ? 'current-password' : 'new-password'}
          minLength={mode === 'sign-in' ? undefined : 10}
          dir="ltr"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      )}
      <button type="submit" disabled={!ready || busy} className={button()}>
        {busy ? messages['auth.busy'] : submitName}
      </button>
      <p className="flex flex-wrap gap-x-6 gap-y-2">
        {mode === 'confirm' && (
          <button
            type="button"
            className={button('bare')}
            onClick={() =>
              attempt(async () => {
                await (await load()).sendAgain(settings, email)
                setTold(messages['auth.sent'])
              })
            }
          >
            {messages['auth.sendAgain']}
          </button>
        )}
        {mode === 'sign-in' && (
          <>
            <a href={links.signUp} className={button('bare')}>
              {messages['auth.toSignUp']}
            </a>
            <a href={links.reset} className={button('bare')}>
              {messages['auth.forgot']}
            </a>
          </>
        )}
        {(mode === 'sign-up' || mode === 'reset') && (
          <a href={links.signIn} className={button('bare')}>
            {messages['auth.toSignIn']}
          </a>
        )}
      </p>
    </form>
  )
}

interface InputProps extends ComponentProps<'input'> {
  name: string
  label: string
  hint?: string
}

function Input({ name, label, hint, ...input }: InputProps) {
  return (
    <div className="grid gap-1.5">
      <label htmlFor={`auth-${name}`} className="text-sm">
        {label}
      </label>
      <input
        {...input}
        id={`auth-${name}`}
        name={name}
        required
        aria-describedby={hint ? `auth-${name}-hint` : undefined}
        className="field min-h-12 px-3.5 read-only:bg-sunk"
      />
      {hint && (
        <p id={`auth-${name}-hint`} className="text-xs text-ink-3">
          {hint}
        </p>
      )}
    </div>
  )
}
