'use client'

import { type FormEvent, useId, useState } from 'react'
import useSWR from 'swr'
import type { CartMessages } from '@/components/cart/messages'
import { ApiProblem, ask } from '@/lib/api'
import { countryName } from '@/lib/i18n/countries'
import { shortDay } from '@/lib/i18n/dates'
import { format } from '@/lib/i18n/format'
import { type Locale, marketOf } from '@/lib/markets'
import { formatMoney } from '@/lib/money'
import type { CartView } from '@/server/cart/model'
import type { DeliveryEstimate } from '@/server/checkout/model'

/** An estimate that the server made while it wrote the page, or why there is none. */
export type Estimated = DeliveryEstimate | { problem: string }
interface Props {
  cart: CartView
  locale: Locale
  messages: CartMessages
  /** The cart's page: a plain form asks it. */
  home: string
  rendered?: Estimated
}

/** What of an address decides delivery and tax in each market. */
const asked = { GB: ['postcode'], DE: ['postcode'], US: ['postcode', 'region'], AE: [] } as const

/** What delivery costs and when it comes, before anything is told about oneself. */
export function Estimate({ cart, locale, messages, home, rendered }: Props) {
  const { id: country } = marketOf(locale)
  const refusal = useId()
  const [query, setQuery] = useState<string>()
  const { data, error } = useSWR(
    query && `/api/checkout/estimate?locale=${locale}&country=${country}${query}&cart=${cart.version}`,
    ask<DeliveryEstimate>,
    { keepPreviousData: true, revalidateOnFocus: false, shouldRetryOnError: false },
  )
  const words: Readonly<Record<string, string>> = messages
  const problem =
    error instanceof ApiProblem ? error.code : rendered && 'problem' in rendered ? rendered.problem : ''
  const estimate = data ?? (rendered && 'options' in rendered ? rendered : undefined)
  const known = estimate?.place

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const written = asked[country].map((name) => `&${name}=${encodeURIComponent(String(fields.get(name)))}`)
    setQuery(written.join('') || '&')
  }

  return (
    <div className="mt-2 grid gap-3 text-sm">
      <form method="get" action={`${home}#delivery`} onSubmit={submit} className="grid gap-3">
        <input type="hidden" name="country" value={country} />
        <p className="text-ink-2">
          {format(messages['cart.estimateTo'], { country: countryName(country, locale) }, locale)}
        </p>
        <div className="flex items-end gap-2">
          {asked[country].map((name) => (
            <label key={name} className="grid min-w-0 flex-1 gap-1.5 text-ink-2">
              {messages[`address.${name}`]}
              <input
                name={name}
                required
                maxLength={name === 'region' ? 2 : 16}
                defaultValue={known?.[name]}
                autoComplete={name === 'region' ? 'address-level1' : 'postal-code'}
                autoCapitalize="characters"
                aria-invalid={problem === `address-${name}` || undefined}
                aria-describedby={problem ? refusal : undefined}
                className="field min-h-11 px-3"
              />
            </label>
          ))}
          <button
            type="submit"
            className="min-h-11 shrink-0 rounded-md border border-control px-4 hover:border-ink"
          >
            {messages['cart.estimateAsk']}
          </button>
        </div>
      </form>
      {problem ? (
        <p id={refusal} role="alert" className="text-bad">
          {words[`problem.${problem}`] ?? messages['problem.internal']}
        </p>
      ) : (
        <output className="block">
          {estimate && (
            <ul className="divide-y divide-line border-y border-line">
              {estimate.options.map(({ id, amount, earliest, latest, totals }) => (
                <li key={id} className="grid grid-cols-[1fr_auto] gap-x-4 py-2.5 tabular-nums">
                  <span>{messages[`delivery.${id}`]}</span>
                  <span>
                    {amount.amount === 0 ? messages['cart.deliveryFree'] : formatMoney(amount, locale)}
                  </span>
                  <span className="text-ink-2">{days(earliest, latest)}</span>
                  <span className="text-ink-2">
                    {messages['cart.total']} {formatMoney(totals.total, locale)}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </output>
      )}
    </div>
  )

  function days(earliest: string, latest: string): string {
    const [from, to] = [shortDay(earliest, locale), shortDay(latest, locale)]
    return from === to ? from : format(messages['delivery.between'], { from, to }, locale)
  }
}
