import type { ReactNode } from 'react'
import { Form } from '@/components/forms/form'
import { formMessageKeys, refusalTexts } from '@/components/forms/messages'
import type { OrderLinks } from '@/components/order/links'
import { button } from '@/components/ui/button'
import { longDate } from '@/lib/i18n/dates'
import { pick, translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import type { OrderView } from '@/server/orders/model'

/** What may come in place of a piece, by its SKU, as it is called. */
export type ExchangeChoices = Readonly<Record<string, readonly { sku: string; name: string }[]>>

interface Props {
  order: OrderView
  choices: ExchangeChoices
  locale: Locale
  links: OrderLinks
}

const reasons = ['changed-mind', 'damaged', 'wrong-item', 'not-as-described', 'too-late', 'other'] as const
const refusals = ['nothing-returned', 'not-returnable', 'not-exchangeable', 'offline', 'invalid'] as const

/** Asks to send pieces back: how many, why, and whether something shall come in their place. */
export function ReturnForm({ order, choices, locale, links }: Props) {
  const t = translator(locale)
  if (order.returnable.length === 0) return null
  return (
    <details className="group border-t border-line" id="return">
      <summary className="flex min-h-12 list-none items-center justify-between gap-4 py-2 text-sm">
        <span className="link">{t('return.begin')}</span>
        {order.returnUntil && (
          <span className="text-xs text-ink-3">
            {t('return.until', { date: longDate(order.returnUntil, locale) })}
          </span>
        )}
      </summary>
      <Form
        action={links.api('/returns')}
        next={links.after('return')}
        back={links.page}
        messages={pick(locale, formMessageKeys)}
        problems={refusalTexts(t, refusals)}
        label={t('return.begin')}
        className="grid gap-6 pt-2 pb-6"
      >
        <p className="text-sm text-ink-2">{t('return.text')}</p>
        {order.returnable.map(({ sku, quantity }, index) => {
          const line = order.lines.find((one) => one.sku === sku)
          const others = choices[sku] ?? []
          const field = (name: string) => `lines.${index}.${name}`
          return (
            <fieldset key={sku} className="grid gap-3 border-s-2 border-line ps-4">
              <legend className="pb-2 text-sm font-medium">
                {[line?.name ?? sku, ...(line?.options.map(({ value }) => value) ?? [])].join(' · ')}
              </legend>
              <input type="hidden" name={field('sku')} value={sku} />
              <div className="grid gap-3 sm:grid-cols-[7rem_1fr]">
                <Choice label={t('return.quantity')} name={field('quantity')}>
                  {Array.from({ length: quantity + 1 }, (_, pieces) => (
                    <option key={pieces} value={pieces}>
                      {pieces === 0 ? t('return.none') : pieces}
                    </option>
                  ))}
                </Choice>
                <Choice label={t('return.why')} name={field('reason')}>
                  {reasons.map((reason) => (
                    <option key={reason} value={reason}>
                      {t(`return.reason.${reason}`)}
                    </option>
                  ))}
                </Choice>
              </div>
              {others.length > 0 && (
                <Choice label={t('return.instead')} name={field('exchange')}>
                  <option value="">{t('return.money')}</option>
                  {others.map((other) => (
                    <option key={other.sku} value={other.sku}>
                      {t('return.exchangeFor', { name: other.name })}
                    </option>
                  ))}
                </Choice>
              )}
            </fieldset>
          )
        })}
        <label className="grid gap-1.5 text-sm">
          <span>
            {t('return.comment')} <span className="text-xs text-ink-3">({t('field.optional')})</span>
          </span>
          <textarea name="comment" maxLength={500} rows={3} dir="auto" className="field px-3.5 py-2.5" />
        </label>
        <button type="submit" className={`${button()} justify-self-start`}>
          {t('return.ask')}
        </button>
      </Form>
    </details>
  )
}

function Choice({ label, name, children }: { label: string; name: string; children: ReactNode }) {
  return (
    <label className="grid gap-1.5 text-sm">
      {label}
      <select name={name} className="field min-h-12 px-3">
        {children}
      </select>
    </label>
  )
}
