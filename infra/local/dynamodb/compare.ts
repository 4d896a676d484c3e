import { compareNumbers } from './numbers'
import { type AttributeValue, attribute, type Item, typeOf } from './values'

/** Whether two checked values are the same; the order inside sets does not count. */
export function sameValue(one: AttributeValue | undefined, other: AttributeValue | undefined): boolean {
  if (!one || !other) return one === other
  if (typeOf(one) !== typeOf(other)) return false
  if (one.L && other.L) {
    const others = other.L
    return one.L.length === others.length && one.L.every((member, index) => sameValue(member, others[index]))
  }
  if (one.M && other.M) return sameItem(one.M, other.M)
  const set = one.SS ?? one.NS ?? one.BS
  const otherSet = other.SS ?? other.NS ?? other.BS
  if (set && otherSet) {
    const members = new Set(otherSet)
    return set.length === otherSet.length && set.every((member) => members.has(member))
  }
  return scalar(one) === scalar(other)
}

export function sameItem(one: Item, other: Item): boolean {
  const names = Object.keys(one)
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => sameValue(one[name], attribute(other, name)))
  )
}

/** How two values of one ordered type (S, N, B) stand to each other; `undefined` for all others. */
export function orderValues(one: AttributeValue, other: AttributeValue): number | undefined {
  if (one.N !== undefined && other.N !== undefined) return compareNumbers(one.N, other.N)
  if (one.S !== undefined && other.S !== undefined) {
    return Buffer.compare(Buffer.from(one.S), Buffer.from(other.S))
  }
  if (one.B !== undefined && other.B !== undefined) {
    return Buffer.compare(Buffer.from(one.B, 'base64'), Buffer.from(other.B, 'base64'))
  }
  return undefined
}

function scalar(value: AttributeValue): string | boolean | undefined {
  return value.S ?? value.N ?? value.B ?? value.BOOL ?? value.NULL
}
