import type Database from 'libsql'
import { z } from 'zod'
import { query } from '@/infra/local/sql'
import { type Matcher, compilePattern } from './pattern'
import { InputTransformer } from './transform'

export const Target = z.object({
  Id: z.string().regex(/^[.\-_A-Za-z0-9]{1,64}$/),
  Arn: z.string().min(1).max(1600),
  RoleArn: z.string().nullish(),
  Input: z.string().max(8192).nullish(),
  InputPath: z.string().max(256).nullish(),
  InputTransformer: InputTransformer.nullish(),
  SqsParameters: z.object({ MessageGroupId: z.string().max(100).nullish() }).nullish(),
  RetryPolicy: z
    .object({
      MaximumRetryAttempts: z.int().min(0).max(185).nullish(),
      MaximumEventAgeInSeconds: z.int().min(60).max(86_400).nullish(),
    })
    .nullish(),
  DeadLetterConfig: z.object({ Arn: z.string().nullish() }).nullish(),
})
export type Target = z.infer<typeof Target>

export interface Rule {
  bus: string
  name: string
  arn: string
  pattern: string
  state: string
  description: string | null
  role: string | null
  tags: Record<string, string>
  matches: Matcher
  targets: Target[]
}

interface RuleRow {
  bus: string
  name: string
  pattern: string
  state: string
  description: string | null
  role: string | null
  tags: string
}

export interface Bus {
  name: string
  description: string | null
  tags: Record<string, string>
  createdAt: number
  modifiedAt: number
}

interface BusRow {
  name: string
  description: string | null
  tags: string
  created_at: number
  modified_at: number
}

export interface Home {
  region: string
  accountId: string
  now(): number
}

/** Buses, rules and targets: in the database, and compiled in memory. Changes run inside a commit of the caller. */
export class Rules {
  buses = new Map<string, Bus>()
  /** By bus, then by name. */
  private rules = new Map<string, Map<string, Rule>>()
  private readonly sql

  constructor(
    database: Database.Database,
    private readonly home: Home,
  ) {
    this.sql = {
      buses: query<[], BusRow>(database, 'select * from buses order by name'),
      rules: query<[], RuleRow>(database, 'select * from rules order by bus, name'),
      targets: query<[], { bus: string; rule: string; target: string }>(
        database,
        'select bus, rule, target from targets order by bus, rule, id',
      ),
      putBus: query<[string, string | null, string, number, number]>(
        database,
        'insert or replace into buses values (?, ?, ?, ?, ?)',
      ),
      removeBus: query<[string]>(database, 'delete from buses where name = ?'),
      putRule: query<[string, string, string, string, string | null, string | null, string]>(
        database,
        'insert or replace into rules values (?, ?, ?, ?, ?, ?, ?)',
      ),
      removeRule: query<[string, string]>(database, 'delete from rules where bus = ? and name = ?'),
      putTarget: query<[string, string, string, string]>(
        database,
        'insert or replace into targets values (?, ?, ?, ?)',
      ),
      removeTarget: query<[string, string, string]>(
        database,
        'delete from targets where bus = ? and rule = ? and id = ?',
      ),
    }
    this.load()
  }

  /** Reads and compiles everything anew. The default bus always exists. */
  load(): void {
    const now = this.home.now()
    this.buses = new Map([
      ['default', { name: 'default', description: null, tags: {}, createdAt: now, modifiedAt: now }],
    ])
    for (const row of this.sql.buses.all()) {
      const { name, description } = row
      const times = { createdAt: row.created_at, modifiedAt: row.modified_at }
      this.buses.set(name, { name, description, tags: JSON.parse(row.tags), ...times })
    }
    this.rules = new Map()
    for (const row of this.sql.rules.all()) {
      const rule = {
        ...row,
        arn: this.ruleArn(row.bus, row.name),
        tags: JSON.parse(row.tags),
        matches: compilePattern(row.pattern),
        targets: [],
      }
      const siblings = this.rules.get(row.bus) ?? new Map<string, Rule>()
      this.rules.set(row.bus, siblings.set(row.name, rule))
    }
    for (const row of this.sql.targets.all()) {
      this.find(row.bus, row.rule)?.targets.push(Target.parse(JSON.parse(row.target)))
    }
  }

  onBus(bus: string): Rule[] {
    return [...(this.rules.get(bus)?.values() ?? [])]
  }

  find(bus: string, name: string): Rule | undefined {
    return this.rules.get(bus)?.get(name)
  }

  putBus(bus: Bus): void {
    this.sql.putBus.run(bus.name, bus.description, JSON.stringify(bus.tags), bus.createdAt, bus.modifiedAt)
  }

  removeBus(name: string): void {
    this.sql.removeBus.run(name)
  }

  putRule(rule: Omit<Rule, 'arn' | 'matches' | 'targets'>): void {
    const { bus, name, pattern, state, description, role, tags } = rule
    this.sql.putRule.run(bus, name, pattern, state, description, role, JSON.stringify(tags))
  }

  removeRule(rule: Rule): void {
    this.sql.removeRule.run(rule.bus, rule.name)
  }

  putTarget(rule: Rule, target: Target): void {
    this.sql.putTarget.run(rule.bus, rule.name, target.Id, JSON.stringify(target))
  }

  removeTarget(rule: Rule, id: string): void {
    this.sql.removeTarget.run(rule.bus, rule.name, id)
  }

  busArn(bus: string): string {
    return `arn:aws:events:${this.home.region}:${this.home.accountId}:event-bus/${bus}`
  }

  ruleArn(bus: string, name: string): string {
    const path = bus === 'default' ? name : `${bus}/${name}`
    return `arn:aws:events:${this.home.region}:${this.home.accountId}:rule/${path}`
  }
}
