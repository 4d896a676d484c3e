import { marketOf } from '@/lib/markets'
import type { Order } from '@/server/orders/model'
import type { Paper, PaperFacts } from './paper'
import { Sheet } from './sheet'

type Press = (facts: PaperFacts, direction: 'ltr' | 'rtl') => Paper
let press: Press = (facts, direction) => new Sheet(facts, direction)

/** An empty document in the language and direction in which an order was placed. @param createdAt ISO 8601 */
export const blankPaper = ({ locale }: Order, title: string, createdAt: string): Paper =>
  press({ title, language: locale, createdAt: new Date(createdAt) }, marketOf(locale).direction)

/** Draws documents otherwise from now on: for runs of which there are so many that drawing would take most of their time. */
export const usePress = (other: Press): void => void (press = other)
