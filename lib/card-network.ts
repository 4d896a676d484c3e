/** Networks by the names that payment providers give them (https://docs.stripe.com/api/charges/object, `brand`). */
const networks = new Map([
  ['amex', 'American Express'],
  ['diners', 'Diners Club'],
  ['discover', 'Discover'],
  ['jcb', 'JCB'],
  ['mastercard', 'Mastercard'],
  ['unionpay', 'UnionPay'],
  ['visa', 'Visa'],
])

/** A card's network as it writes itself; one that we do not know as its provider calls it. */
export const cardNetwork = (brand: string): string => networks.get(brand.toLowerCase()) ?? brand
