import type { Commits } from '@/infra/local/commits'
import type { Arrivals } from './arrivals'
import type { Moves } from './moves'
import type { Queues } from './queues'
import type { Store } from './settle'

/** What the operations of the service share. */
export interface Sqs {
  store: Store
  queues: Queues
  commits: Commits
  arrivals: Arrivals
  moves: Moves
  now(): number
  accountId: string
}
