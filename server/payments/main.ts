import { z } from 'zod'
import { formatMoney } from '@/lib/money'
import { blockGiftCard, giftCardBook, issueGiftCard } from './gift-cards'
import { Currency } from '@/server/platform/schemas'

const usage = `Usage: npm run gift-card -- issue AMOUNT CURRENCY [NOTE], e.g. issue 50 GBP "for the fair"
       npm run gift-card -- show ID
       npm run gift-card -- block ID | unblock ID`
const Issue = z.tuple([
  z.coerce.number().positive().max(10_000).multipleOf(0.01),
  Currency,
  z.string().max(300).optional(),
])

/** `npm run gift-card`: what operators do with gift cards. A code is shown once, when its card is issued. */
async function main([command, ...rest]: readonly string[]): Promise<void> {
  const [id = ''] = rest
  if (command === 'issue') {
    const asked = Issue.safeParse([rest[0], rest[1], rest[2]])
    if (!asked.success) throw new Error(usage)
    const [amount, currency, note] = asked.data
    const issued = await issueGiftCard({ amount: Math.round(amount * 100), currency }, 'an operator', {
      note,
    })
    console.log(`${issued.code}  (${issued.id}; the code is not kept: note it now)`)
  } else if (command === 'show') {
    const { card, movements } = await giftCardBook(id)
    const money = (amount: number) => formatMoney({ amount, currency: card.currency }, 'en-GB')
    for (const { at, kind, amount, orderId, by } of movements) {
      console.log(`${at}  ${kind.padEnd(6)}  ${money(amount)}  ${orderId ?? by ?? ''}`)
    }
    console.log(`${money(card.balance)} left${card.blocked ? ', blocked' : ''}`)
  } else if (command === 'block' || command === 'unblock') {
    await blockGiftCard(id, command === 'block')
    console.log(`${id} is ${command}ed.`)
  } else {
    throw new Error(usage)
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
