import type { Currency } from '@/lib/markets'
import type { Money } from '@/lib/money'
import type { GiftCard, GiftMovement } from './gift-card'
import { giftCodeHash, newGiftCode, normalisedGiftCode } from './gift-code'
import { giftCardKey, giftCards, giftCodeKey, giftCodes, giftMovements } from './store'
import { isoNow } from '@/server/platform/clock'
import { Conflict, NotFound, TooMany } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import { changed, unchanged } from '@/server/platform/tables/change'
import { type Tally, tally } from '@/server/platform/tables/tally'
import { transact } from '@/server/platform/tables/transact'

const triesPerWindow = 10
const windowSeconds = 900
/** How often somebody has typed a code lately. */
export const triesOf = (who: string): Tally => ({
  table: 'payments',
  subject: `gift-code#${who}`,
  seconds: windowSeconds,
})

/** Issues a gift card. Its code is in the answer and nowhere else: only its hash is kept.
 *  @param by who issues it, for the books; `validUntil` is a calendar day
 *  @throws Unavailable */
export async function issueGiftCard(
  amount: Money,
  by: string,
  { note, validUntil }: { note?: string; validUntil?: string } = {},
): Promise<{ id: string; code: string }> {
  const code = newGiftCode()
  const id = newId('gft')
  const at = isoNow()
  const card: GiftCard = {
    id,
    version: 0,
    last4: code.slice(-4),
    currency: amount.currency,
    balance: amount.amount,
    reserved: [],
    blocked: false,
    validUntil,
    issuedAt: at,
  }
  const hash = giftCodeHash(normalisedGiftCode(code) ?? '')
  await transact([
    giftCards.creating(card),
    giftCodes.creating({ hash, giftCard: id, version: 0 }),
    giftMovements.creating({
      giftCard: id,
      key: 'issue',
      kind: 'issue',
      amount: amount.amount,
      by,
      note,
      at,
      version: 0,
    }),
  ])
  return { id, code }
}

/** Stops a card from being spent, or lets it be spent again. What is reserved stays so. @throws NotFound `gift-card` */
export async function blockGiftCard(id: string, blocked: boolean): Promise<void> {
  await giftCards.update(giftCardKey(id), 'gift-card', (card) =>
    card.blocked === blocked ? unchanged(card) : changed({ ...card, blocked }),
  )
}

/** A card and all its movements, the newest last, for operators. @throws NotFound `gift-card` */
export async function giftCardBook(id: string): Promise<{ card: GiftCard; movements: GiftMovement[] }> {
  const card = await giftCards.require(giftCardKey(id), 'gift-card')
  const by = { attribute: 'pk', equals: giftCardKey(id).pk }
  const { items } = await giftMovements.query(by, { beginsWith: 'movement#', limit: 500 })
  return { card, movements: items.sort((a, b) => a.at.localeCompare(b.at)) }
}

/** What may still be spent of a card, in minor units. */
export const spendable = (card: GiftCard): number => {
  const over = card.validUntil !== undefined && card.validUntil < isoNow().slice(0, 10)
  return card.blocked || over ? 0 : card.balance - sum(card.reserved)
}

/** Finds the card behind a code that somebody has typed. Whether a code is unknown, blocked or too old looks the same.
 *  @param who tries; everybody has ten tries in a quarter of an hour
 *  @throws TooMany `too-many-gift-codes`, NotFound `gift-card`, Conflict `gift-card-currency`, `gift-card-empty` */
export async function findGiftCard(typed: string, currency: Currency, who: string): Promise<GiftCard> {
  const tries = await tally(triesOf(who), newId('try'))
  if (tries > triesPerWindow) {
    throw new TooMany('too-many-gift-codes', 'too many codes were tried', { retryAfter: windowSeconds })
  }
  const normalised = normalisedGiftCode(typed)
  const code = normalised ? await giftCodes.get(giftCodeKey(giftCodeHash(normalised))) : undefined
  const card = code && (await giftCards.get(giftCardKey(code.giftCard)))
  const over = card?.validUntil !== undefined && card.validUntil < isoNow().slice(0, 10)
  if (!card || card.blocked || over) throw new NotFound('gift-card', 'no gift card has this code')
  if (card.currency !== currency) {
    throw new Conflict('gift-card-currency', 'the gift card is of another currency', {
      currency: card.currency,
    })
  }
  if (spendable(card) === 0) throw new Conflict('gift-card-empty', 'nothing is left on the gift card')
  return card
}

const sum = (list: readonly { amount: number }[]): number =>
  list.reduce((total, { amount }) => total + amount, 0)
