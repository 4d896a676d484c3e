import { AddressFields } from '@/components/forms/address-fields'
import { Form } from '@/components/forms/form'
import { formMessageKeys } from '@/components/forms/messages'
import { Address } from '@/components/order/address'
import { Notice } from '@/components/ui/notice'
import { button } from '@/components/ui/button'
import { pick, problemText, translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import type { SavedAddress } from '@/server/customers/model'

interface Props {
  addresses: readonly SavedAddress[]
  problem?: string
  locale: Locale
}

/** Where things may be sent; the first one is proposed at checkout. */
export function AddressBook({ addresses, problem, locale }: Props) {
  const t = translator(locale)
  const home = paths(locale).addresses
  return (
    <>
      <h1 className="headline text-3xl">{t('account.addresses')}</h1>
      {problem && (
        <div className="mt-6">
          <Notice tone="bad">{problemText(t, problem)}</Notice>
        </div>
      )}
      {addresses.length === 0 && <p className="mt-6 text-ink-2">{t('account.noAddresses')}</p>}
      <ul className="mt-8 grid gap-6 sm:grid-cols-2">
        {addresses.map(({ id, ...address }) => (
          <li key={id} className="grid content-between gap-4 border-t border-ink pt-4">
            <Address address={address} locale={locale} />
            <form method="post" action={`/api/customers/me/addresses/${id}`}>
              <input type="hidden" name="_method" value="DELETE" />
              <input type="hidden" name="_next" value={home} />
              <input type="hidden" name="_back" value={home} />
              <button
                type="submit"
                className={button('bare')}
                aria-label={t('account.forgetOf', { name: address.line1 })}
              >
                {t('account.forget')}
              </button>
            </form>
          </li>
        ))}
      </ul>
      <section className="mt-12 max-w-xl border-t border-ink pt-6">
        <h2 className="headline text-xl">{t('account.newAddress')}</h2>
        <Form
          action="/api/customers/me/addresses"
          next={home}
          back={home}
          messages={pick(locale, formMessageKeys)}
          problems={{
            'addresses-full': t('problem.addresses-full'),
            invalid: t('problem.invalid'),
            offline: t('problem.offline'),
          }}
          className="mt-5 grid gap-5"
        >
          <AddressFields section="shipping" locale={locale} />
          <button type="submit" className={`${button()} justify-self-start`}>
            {t('account.keep')}
          </button>
        </Form>
      </section>
    </>
  )
}
