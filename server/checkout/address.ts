import type { MarketId } from '@/lib/markets'
import { Invalid } from '@/server/platform/errors'
import type { PostalAddress } from '@/server/platform/schemas'
import { salesTax } from '@/server/pricing/tax'

/** As much of an address as delivery and tax depend on. */
type Place = Pick<PostalAddress, 'country' | 'postcode' | 'region'>

/** Countries that a market delivers to. */
export const deliverable: Readonly<Record<MarketId, readonly string[]>> = {
  GB: ['GB'],
  DE: ['DE'],
  US: ['US'],
  AE: ['AE'],
}

const postcodes: Readonly<Record<string, RegExp>> = {
  GB: /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/,
  DE: /^\d{5}$/,
  US: /^\d{5}(-\d{4})?$/,
}

/** The address as carriers want it: postcode and state in capitals.
 *  @throws Invalid `address-not-delivered`, `address-postcode`, `address-region` */
export function deliverableAddress<A extends Place>(address: A, market: MarketId): A {
  if (!deliverable[market].includes(address.country)) {
    throw new Invalid('address-not-delivered', 'this market does not deliver there', {
      countries: deliverable[market],
    })
  }
  return checkedAddress(address)
}

/** An address anywhere, checked as far as its country's rules are known. @throws Invalid `address-postcode`, `address-region` */
export function checkedAddress<A extends Place>(address: A): A {
  const postcode = address.postcode?.toUpperCase()
  const rule = postcodes[address.country]
  if (rule && !rule.test(postcode ?? ''))
    throw new Invalid('address-postcode', 'this is no postcode of its country')
  if (address.country !== 'US') return { ...address, postcode }
  const region = address.region?.toUpperCase()
  if (region === undefined || salesTax[region] === undefined) {
    throw new Invalid('address-region', 'a US address names its state by two letters')
  }
  return { ...address, postcode, region }
}
