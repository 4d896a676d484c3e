import type Database from 'libsql'
import type { Commits } from '@/infra/local/commits'
import { ServiceError } from '@/infra/local/requests'
import type { LocalContext } from '@/infra/local/service'
import { query } from '@/infra/local/sql'
import { type EventEnvelope, isoSeconds } from './event'
import { compilePath } from './json-path'
import { type Rules, Target } from './rules'
import { renderInput } from './transform'

const CHUNK = 20
const DEFAULT_ATTEMPTS = 185
const DEFAULT_AGE = 86_400
const LONGEST_PAUSE = 15 * 60_000
/** How often waiting deliveries are looked at, because tests may move the clock. Milliseconds. */
const LOOK_AGAIN = 200

interface DeliveryRow {
  seq: number
  rule: string
  target: string
  body: string
  grp: string | null
  attempts: number
  accepted_at: number
}

/** What is accepted is stored first and delivered after: at least once, also when the process ends in between. */
export class Deliveries {
  private readonly sql
  private timer: NodeJS.Timeout | undefined
  private running = false
  /** Somebody has asked while a round was under way. */
  private again = false
  private closed = false

  constructor(
    database: Database.Database,
    private readonly commits: Commits,
    private readonly rules: Rules,
    private readonly context: LocalContext,
  ) {
    this.sql = {
      add: query<[string, string, string, string | null, number, number]>(
        database,
        'insert into deliveries (rule, target, body, grp, accepted_at, next_at) values (?, ?, ?, ?, ?, ?)',
      ),
      due: query<[number, number], DeliveryRow>(
        database,
        'select * from deliveries where next_at <= ? order by next_at, seq limit ?',
      ),
      next: query<[], { at: number | null }>(database, 'select min(next_at) as at from deliveries'),
      done: query<[number]>(database, 'delete from deliveries where seq = ?'),
      later: query<[number, number]>(
        database,
        'update deliveries set attempts = attempts + 1, next_at = ? where seq = ?',
      ),
    }
  }

  /** Stores what the event's matching rules will deliver. Runs inside a commit; `kick` afterwards. */
  accept(bus: string, event: EventEnvelope): void {
    const now = this.context.now()
    for (const rule of this.rules.onBus(bus)) {
      if (rule.state === 'DISABLED' || !rule.matches(event)) continue
      for (const target of rule.targets) {
        const body = renderInput(target, event, rule, isoSeconds(now))
        this.sql.add.run(rule.arn, JSON.stringify(target), body, groupOf(target, event), now, 0)
      }
    }
  }

  /** Starts delivering what is due. */
  kick(): void {
    this.again = true
    if (this.running || this.closed) return
    this.running = true
    clearTimeout(this.timer)
    setImmediate(() => void this.round())
  }

  close(): void {
    this.closed = true
    clearTimeout(this.timer)
  }

  /** Delivers what is due, together: one sync to disk serves all that goes into the queues. */
  private async round(): Promise<void> {
    if (this.closed) return
    this.again = false
    let next: number | undefined
    try {
      const rows = this.sql.due.all(this.context.now(), CHUNK)
      if (rows.length === CHUNK) this.again = true
      const outcomes = await Promise.all(rows.map(async (row) => ({ row, outcome: await this.attempt(row) })))
      if (this.closed) return
      if (outcomes.length > 0) await this.commits.run(() => this.settle(outcomes))
      if (this.closed) return
      next = this.sql.next.one()?.at ?? undefined
    } catch (error) {
      if (this.closed) return
      console.error('eventbridge: delivering failed and is tried again:', error)
      next = this.context.now() + 1000
    }
    this.running = false
    if (this.again) this.kick()
    else this.wait(next)
  }

  private settle(outcomes: readonly { row: DeliveryRow; outcome: 'done' | number }[]): void {
    for (const { row, outcome } of outcomes) {
      if (outcome === 'done') this.sql.done.run(row.seq)
      else this.sql.later.run(outcome, row.seq)
    }
  }

  private wait(at: number | undefined): void {
    if (at === undefined) return
    const pause = Math.min(LOOK_AGAIN, Math.max(1, at - this.context.now()))
    this.timer = setTimeout(() => this.kick(), pause)
  }

  /** Returns when to try again (epoch milliseconds), or that the delivery has ended one way or the other. */
  private async attempt(row: DeliveryRow): Promise<'done' | number> {
    const target = Target.parse(JSON.parse(row.target))
    const fault = this.context.fault('eventbridge', 'Deliver')
    try {
      if (fault?.kind === 'error') throw new Error(`${fault.code} was injected by a test.`)
      if (fault?.kind === 'delay') return this.context.now() + fault.milliseconds
      const { sendMessage } = this.context.peers
      if (!sendMessage) throw new Error('The queue service is not open.')
      await sendMessage(target.Arn, row.body, row.grp === null ? {} : { groupId: row.grp })
      // An acknowledgement that is lost on the way makes the delivery come twice.
      return fault?.kind === 'drop' ? this.context.now() : 'done'
    } catch (error) {
      return await this.failed(row, target, error)
    }
  }

  private async failed(row: DeliveryRow, target: Target, error: unknown): Promise<'done' | number> {
    const attempts = row.attempts + 1
    const age = this.context.now() - row.accepted_at
    const maximumAge = (target.RetryPolicy?.MaximumEventAgeInSeconds ?? DEFAULT_AGE) * 1000
    const maximumAttempts = target.RetryPolicy?.MaximumRetryAttempts ?? DEFAULT_ATTEMPTS
    const pause = Math.min(1000 * 2 ** Math.min(row.attempts, 20), LONGEST_PAUSE)
    const permanent = error instanceof ServiceError
    const exhausted = attempts > maximumAttempts ? 'MaximumRetryAttempts' : 'MaximumEventAgeInSeconds'
    if (!permanent && attempts <= maximumAttempts && age + pause <= maximumAge)
      return this.context.now() + pause
    await this.bury(row, target, {
      RULE_ARN: row.rule,
      TARGET_ARN: target.Arn,
      ERROR_CODE: permanent ? deadLetterCode(error) : 'SDK_CLIENT_ERROR',
      ERROR_MESSAGE: error instanceof Error ? error.message : String(error),
      ...(permanent ? {} : { EXHAUSTED_RETRY_CONDITION: exhausted }),
      RETRY_ATTEMPTS: String(row.attempts),
    })
    return 'done'
  }

  private async bury(row: DeliveryRow, target: Target, attributes: Record<string, string>): Promise<void> {
    const queue = target.DeadLetterConfig?.Arn
    const lost = `eventbridge: ${row.rule} could not deliver to ${target.Arn} (${attributes.ERROR_CODE})`
    if (!queue) {
      console.error(`${lost}; the event is dropped, because the target has no dead-letter queue.`)
      return
    }
    try {
      await this.context.peers.sendMessage?.(queue, row.body, { attributes })
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error
      console.error(
        `${lost}; the event is dropped, because its dead-letter queue refused it: ${error.message}`,
      )
    }
  }
}

function deadLetterCode(error: ServiceError): string {
  return error.code === 'QueueDoesNotExist' ? 'NO_RESOURCE' : 'INVALID_PARAMETER'
}

/** The message group, which may stand in the event (a JSON path). */
function groupOf(target: Target, event: EventEnvelope): string | null {
  const group = target.SqsParameters?.MessageGroupId ?? null
  if (!group?.startsWith('$.')) return group
  const value = compilePath(group)?.(event)
  return value === undefined || value === null
    ? ''
    : typeof value === 'string'
      ? value
      : JSON.stringify(value)
}
