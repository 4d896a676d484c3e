import type { Money } from '@/lib/money'
import type { CardSummary } from './model'

export interface AuthoriseRequest {
  /** The same for every repetition of one attempt: the provider charges it once at most. */
  key: string
  token: string
  amount: Money
  /** The path of the page to which the bank sends the shopper back. */
  returnPath: string
}

/** What a provider knows of a card: enough to recognise it, not to use it. */
export interface CardFacts extends CardSummary {
  /** The same for every use of one card. */
  fingerprint?: string
  /** Where it was issued, ISO 3166-1 alpha-2. */
  country?: string
}

/** What a provider says of the payment with a key. */
export type Answer =
  /** Without a card where gift cards have paid all. */
  | { state: 'authorised' | 'captured'; card?: CardSummary }
  | { state: 'challenge'; url: string }
  | { state: 'declined'; reason: string }
  /** Not decided yet; ask again. */
  | { state: 'pending' }
  | { state: 'voided' }

/** A refund in the provider's books. */
export interface ProviderRefund {
  /** Ours; absent where somebody made it at the provider. */
  key?: string
  /** Minor units. */
  amount: number
  /** Why it never reached the card; its money is back at the shop then. */
  failed?: string
}

/** The provider took too long: nobody knows what became of the request until the provider is asked. */
export class ProviderTimeout extends Error {
  override readonly name = 'ProviderTimeout'
}

/** Whoever moves the money. Every call may be repeated: keys make a repetition harmless. */
export interface PaymentProvider {
  /** What is known of the card behind a token before anything is paid; `undefined` for an unknown token.
   *  @throws ProviderTimeout, Unavailable */
  describe(token: string): Promise<CardFacts | undefined>
  /** Reserves an amount on a card. @throws ProviderTimeout, Unavailable */
  authorise(request: AuthoriseRequest): Promise<Answer>
  /** What became of an attempt; `undefined` when the provider never heard of it. @throws ProviderTimeout, Unavailable */
  find(key: string): Promise<Answer | undefined>
  /** Takes what was authorised, or less of it (minor units). @throws ProviderTimeout, Unavailable */
  capture(key: string, amount: number): Promise<void>
  /** Gives up what was authorised and refuses whatever arrives later under this key. What was captured stays captured, and the
   *  answer says so. @throws ProviderTimeout, Unavailable */
  void(key: string): Promise<Answer>
  /** Gives money back (minor units), once for each `refundKey`. @throws ProviderTimeout, Unavailable */
  refund(key: string, refundKey: string, amount: number): Promise<void>
  /** What became of each refund of a payment, the oldest first. A refund that was taken may fail days later.
   *  @throws ProviderTimeout, Unavailable */
  refunds(key: string): Promise<ProviderRefund[]>
  /** What it has taken and given back, in minor units, for audits. @throws Unavailable */
  balance(key: string): Promise<{ captured: number; refunded: number }>
}
