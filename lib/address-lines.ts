/** The part of an address that names the town. */
interface Town {
  city: string
  region?: string
  postcode?: string
  country: string
}

/** The line of a town as letters to its country have it: the postcode after the town in Britain and America, before it elsewhere.
 *  A region that is called as its town is named once. After the addressing rules of Royal Mail, USPS and the Universal Postal Union. */
export function townLine({ city, region: within, postcode, country }: Town): string {
  const region = within === city ? undefined : within
  const words = (parts: readonly (string | undefined)[]) => parts.filter(Boolean).join(' ')
  if (country === 'US' || country === 'CA') return words([region ? `${city},` : city, region, postcode])
  if (country === 'GB' || country === 'IE') return words([city, region, postcode])
  return words([postcode, city, region])
}
