import { isJsonObject, type JsonObject } from '@/infra/local/requests'
import { newId } from '@/server/platform/ids'
import { calm, type FaultPlan } from './faults'
import type { Fixed } from './run'
import type { Saboteur } from './world'

const honest: Saboteur = { alter: (_operation, input) => input, swallow: () => false }

/** The parts of a transaction that pass. */
function keeping(operation: string, input: unknown, passes: (part: JsonObject) => boolean): unknown {
  if (operation !== 'TransactWriteItems' || !isJsonObject(input)) return input
  const { TransactItems: parts } = input
  return { ...input, TransactItems: Array.isArray(parts) ? parts.filter(passes) : parts }
}

const textOf = (value: unknown): string => JSON.stringify(value) ?? ''

/** A mistake, and the circumstances in which it matters, where they are rare. */
type PlantedBug = Saboteur & Fixed

/** Whoever gives money back never hears that it went. */
const deafToRefunds: FaultPlan = {
  ...calm,
  at: ({ process, operation }) =>
    process.startsWith('settle') && operation === 'PutItem' ? 'lost-answer' : undefined,
}

/** Mistakes that a shop could make, each as it would look from outside. The checks must find every one of them. */
export const plantedBugs: Readonly<Record<string, PlantedBug>> = {
  'the provider takes the money twice': {
    ...honest,
    alter(operation, input) {
      if (operation !== 'PutItem' || !isJsonObject(input) || !isJsonObject(input.Item)) return input
      const { Item } = input
      const isCapture = Item.sk === 'intent' && Number(Item.captured) === Number(Item.amount)
      return isCapture ? { ...input, Item: { ...Item, captured: 2 * Number(Item.captured) } } : input
    },
  },
  'goods that are released stay held': {
    ...honest,
    alter: (operation, input) =>
      keeping(operation, input, (part) => !textOf(part).includes('available = available + :q')),
  },
  'goods are held and sold without looking how many there are': {
    ...honest,
    alter(operation, input) {
      if (operation !== 'TransactWriteItems' || !isJsonObject(input)) return input
      const { TransactItems: parts } = input
      if (!Array.isArray(parts)) return input
      const careless = parts.map((part) =>
        /^(available|held) >= :q/.test(part.Update?.ConditionExpression)
          ? { Update: { ...part.Update, ConditionExpression: 'attribute_exists(pk)' } }
          : part,
      )
      return { ...input, TransactItems: careless }
    },
  },
  'nothing is published': { ...honest, swallow: () => true },
  'every publication is a new event': {
    ...honest,
    alter(operation, input) {
      if (operation !== 'PutEvents' || !isJsonObject(input) || !Array.isArray(input.Entries)) return input
      const Entries = input.Entries.map((entry) => ({
        ...entry,
        Detail: JSON.stringify({ ...JSON.parse(entry.Detail), id: newId('evt') }),
      }))
      return { ...input, Entries }
    },
  },
  'a refund that is made again pays again': {
    ...honest,
    everybody: { cards: ['tok_success'], sendsBack: 1, exchanges: false, cancelsAfter: undefined },
    plan: deafToRefunds,
    alter(operation, input) {
      if (operation !== 'PutItem' || !isJsonObject(input) || !isJsonObject(input.Item)) return input
      const { Item } = input
      if (Item.sk !== 'intent' || !Array.isArray(Item.refunds)) return input
      return {
        ...input,
        Item: { ...Item, refunds: Item.refunds.map((one) => ({ ...one, key: newId('pay') })) },
      }
    },
  },
  'what a gift card has set aside is never let go': {
    ...honest,
    alter: (operation, input) =>
      keeping(operation, input, (part) => !/"reserved":\[\].*"sk":"gift-card"/.test(textOf(part))),
  },
  'nobody remembers which letters went out': {
    ...honest,
    everybody: { cards: ['tok_success'], reads: true },
    alter: (operation, input) =>
      operation === 'PutItem' && textOf(input).includes('"pk":"sent#')
        ? JSON.parse(textOf(input).replaceAll('sent#', 'lost#'))
        : input,
  },
  'documents are put where nobody finds them': {
    ...honest,
    everybody: { cards: ['tok_success'], files: true },
    alter: (operation, input) =>
      operation === 'PutObject' && isJsonObject(input)
        ? { ...input, Key: `${String(input.Key)}.new` }
        : input,
  },
  'invoices get another number than the one that they bear': {
    ...honest,
    everybody: { cards: ['tok_success'], files: true },
    alter: (operation, input) =>
      operation === 'PutItem' ? JSON.parse(textOf(input).replaceAll('"INV-', '"INV-2-')) : input,
  },
  'the cart stays open after the order': {
    ...honest,
    alter: (operation, input) =>
      textOf(input).includes('"sk":"order"')
        ? keeping(operation, input, (part) => !textOf(part).includes('"sk":"cart#'))
        : input,
  },
  'the order is placed in a transaction of its own': {
    ...honest,
    alter: (operation, input) =>
      textOf(input).includes('"sk":"order"')
        ? keeping(operation, input, (part) => !textOf(part).includes('"sk":"checkout"'))
        : input,
  },
  'whoever writes a checkout last wins': {
    ...honest,
    alter(operation, input) {
      if (operation !== 'TransactWriteItems' || !isJsonObject(input)) return input
      const { TransactItems: parts } = input
      if (!Array.isArray(parts)) return input
      const careless = parts.map((part) => {
        if (part.Put?.Item?.sk !== 'checkout' || !part.Put.ExpressionAttributeValues) return part
        const { TableName, Item } = part.Put
        return { Put: { TableName, Item } }
      })
      return { ...input, TransactItems: careless }
    },
  },
}
