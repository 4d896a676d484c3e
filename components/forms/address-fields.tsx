import { Field } from '@/components/forms/field'
import { translator } from '@/lib/i18n/messages'
import { type Locale, marketOf } from '@/lib/markets'
import type { PostalAddress } from '@/server/platform/schemas'

interface Props {
  /** Before each field's name: `shipping.`. */
  prefix?: string
  /** For the browser's own address book: `shipping`, `billing`. */
  section: 'shipping' | 'billing'
  address?: PostalAddress
  locale: Locale
}

/** What each market writes on a parcel. */
const written = {
  GB: { region: false, postcode: '[A-Za-z]{1,2}[0-9][A-Za-z0-9]? ?[0-9][A-Za-z]{2}' },
  DE: { region: false, postcode: '[0-9]{5}' },
  US: { region: true, postcode: '[0-9]{5}(-[0-9]{4})?' },
  AE: { region: false, postcode: undefined },
} as const

/** An address in the market's own form. */
export function AddressFields({ prefix = '', section, address, locale }: Props) {
  const t = translator(locale)
  const { id } = marketOf(locale)
  const { region, postcode } = written[id]
  const common = (name: keyof PostalAddress, autoComplete: string) => ({
    name: `${prefix}${name}`,
    autoComplete: `${section} ${autoComplete}`,
    defaultValue: address?.[name],
  })
  const optional = t('field.optional')
  return (
    <div className="grid gap-x-4 gap-y-5 sm:grid-cols-6">
      <input type="hidden" name={`${prefix}country`} value={id} />
      <Field
        {...common('name', 'name')}
        label={t('address.name')}
        required
        maxLength={100}
        className="sm:col-span-6"
      />
      <Field
        {...common('line1', 'address-line1')}
        label={t('address.line1')}
        required
        maxLength={120}
        className="sm:col-span-6"
      />
      <Field
        {...common('line2', 'address-line2')}
        label={t('address.line2')}
        optional={optional}
        maxLength={120}
        className="sm:col-span-6"
      />
      <Field
        {...common('city', 'address-level2')}
        label={t('address.city')}
        required
        maxLength={80}
        className={postcode ? 'sm:col-span-4' : 'sm:col-span-6'}
      />
      {postcode && (
        <Field
          {...common('postcode', 'postal-code')}
          label={t('address.postcode')}
          required
          maxLength={16}
          pattern={postcode}
          className="sm:col-span-2"
        />
      )}
      {region && (
        <Field
          {...common('region', 'address-level1')}
          label={t('address.region')}
          hint={t('address.regionHint')}
          required
          maxLength={2}
          pattern="[A-Za-z]{2}"
          className="sm:col-span-3"
        />
      )}
      <Field
        {...common('phone', 'tel')}
        type="tel"
        label={t('address.phone')}
        optional={optional}
        hint={t('address.phoneHint')}
        maxLength={30}
        className={region ? 'sm:col-span-3' : 'sm:col-span-6'}
      />
    </div>
  )
}
