import { townLine } from '@/lib/address-lines'
import { countryName } from '@/lib/i18n/countries'
import type { Locale } from '@/lib/markets'
import type { PostalAddress } from '@/server/platform/schemas'

/** An address as its writer wrote it. */
export function Address({ address, locale }: { address: PostalAddress; locale: Locale }) {
  const { name, company, line1, line2, country, phone } = address
  const lines = [name, company, line1, line2, townLine(address), countryName(country, locale), phone]
  return (
    <address className="text-sm not-italic">
      {lines.filter(Boolean).map((line) => (
        <span key={line} className="block">
          <bdi>{line}</bdi>
        </span>
      ))}
    </address>
  )
}
