import type { Commits } from '@/infra/local/commits'
import type { LocalContext } from '@/infra/local/service'
import { notFound } from './errors'
import type { Deliveries } from './deliveries'
import type { Rule, Rules } from './rules'

/** What the operations of the service share. */
export interface EventBridge {
  context: LocalContext
  rules: Rules
  commits: Commits
  deliveries: Deliveries
}

/** A bus's name, whether it was given as such, as an ARN or not at all. */
export function busName(given: string | null | undefined): string {
  return given?.replace(/^arn:.*:event-bus\//, '') ?? 'default'
}

/** @throws ServiceError `ResourceNotFoundException` */
export function requireBus(rules: Rules, given: string | undefined): string {
  const bus = busName(given)
  if (!rules.buses.has(bus)) throw notFound(`Event bus ${bus} does not exist.`)
  return bus
}

/** @throws ServiceError `ResourceNotFoundException` */
export function requireRule(rules: Rules, given: string | undefined, name: string): Rule {
  const bus = requireBus(rules, given)
  const rule = rules.find(bus, name)
  if (!rule) throw notFound(`Rule ${name} does not exist on EventBus ${bus}.`)
  return rule
}

/** Changes what is stored in one commit; what is in memory follows the database, also when the change failed. */
export async function change<Result>({ commits, rules }: EventBridge, work: () => Result): Promise<Result> {
  try {
    return await commits.run(() => {
      const result = work()
      rules.load()
      return result
    })
  } catch (error) {
    rules.load()
    throw error
  }
}

/** One page of a list in the order of `key`. */
export function paginate<Item>(
  items: Item[],
  key: (item: Item) => string,
  limit = 100,
  token?: string,
): { items: Item[]; NextToken: string | undefined } {
  const after = token === undefined ? '' : Buffer.from(token, 'base64url').toString()
  const rest = items.filter((item) => key(item) > after)
  const page = rest.slice(0, limit)
  const last = page.at(-1)
  const more = last !== undefined && rest.length > page.length
  return { items: page, NextToken: more ? Buffer.from(key(last)).toString('base64url') : undefined }
}

export const toTags = (list: Array<{ Key: string; Value: string }> = []): Record<string, string> =>
  Object.fromEntries(list.map(({ Key, Value }) => [Key, Value]))
