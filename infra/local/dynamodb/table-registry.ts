import type Database from 'libsql'
import type { LocalContext } from '@/infra/local/service'
import { prepare } from './statements'
import { dynamoError, type Table, type ViewType } from './table'

/** The tables by name, in memory and on disk. */
export class TableRegistry {
  private readonly byName = new Map<string, Table>()
  private readonly statements

  constructor(
    database: Database.Database,
    private readonly context: LocalContext,
  ) {
    this.statements = {
      all: prepare<[], [number, string]>(database, 'SELECT id, definition FROM tables'),
      insert: prepare<[string, string]>(database, 'INSERT INTO tables (name, definition) VALUES (?, ?)'),
      update: prepare<[string, number]>(database, 'UPDATE tables SET definition = ? WHERE id = ?'),
      remove: prepare<[number]>(database, 'DELETE FROM tables WHERE id = ?'),
      indexId: prepare<[]>(database, 'INSERT INTO index_ids DEFAULT VALUES'),
      openStream: prepare<[string, string, string]>(
        database,
        `INSERT INTO streams (arn, table_name, definition, first) VALUES (?, ?, ?,
          1 + coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'records'), 0))`,
      ),
      closeStream: prepare<[number]>(
        database,
        `UPDATE streams SET closed_after =
          coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'records'), 0) WHERE id = ?`,
      ),
    }
    this.reload()
  }

  reload(): void {
    this.byName.clear()
    for (const [id, definition] of this.statements.all.all()) {
      const table: Table = { ...JSON.parse(definition), id }
      this.byName.set(table.name, table)
    }
  }

  find(name: string): Table | undefined {
    return this.byName.get(name)
  }

  byId(id: number): Table | undefined {
    for (const table of this.byName.values()) if (table.id === id) return table
    return undefined
  }

  byArn(arn: string): Table {
    for (const table of this.byName.values()) if (table.arn === arn) return table
    throw dynamoError(
      'ResourceNotFoundException',
      `Requested resource not found: ResourcArn: ${arn} not found`,
    )
  }

  /** A table that items are read from or written to. A name may also be the table's ARN. */
  get(nameOrArn: string): Table {
    const table = this.byName.get(nameOrArn.startsWith('arn:') ? (nameOrArn.split('/')[1] ?? '') : nameOrArn)
    if (table) return table
    throw dynamoError('ResourceNotFoundException', 'Requested resource not found')
  }

  /** A table for the operations on tables, which name the missing one. */
  described(name: string): Table {
    const table = this.byName.get(name.startsWith('arn:') ? (name.split('/')[1] ?? '') : name)
    if (table) return table
    throw dynamoError('ResourceNotFoundException', `Requested resource not found: Table: ${name} not found`)
  }

  names(): string[] {
    return [...this.byName.keys()].sort()
  }

  /** Must run inside a transaction, as all writes here. */
  add(definition: Omit<Table, 'id'>): Table {
    const id = Number(this.statements.insert.run(definition.name, JSON.stringify(definition)).lastInsertRowid)
    const table = { ...definition, id }
    this.byName.set(table.name, table)
    return table
  }

  save(table: Table): void {
    this.statements.update.run(JSON.stringify(table), table.id)
    this.byName.set(table.name, table)
  }

  remove(table: Table): void {
    this.statements.remove.run(table.id)
    this.byName.delete(table.name)
  }

  newIndexId(): number {
    return Number(this.statements.indexId.run().lastInsertRowid)
  }

  /** Opens a stream on the table; the caller saves the table with it. */
  openStream(table: Pick<Table, 'name' | 'arn' | 'keys'>, view: ViewType): NonNullable<Table['stream']> {
    const label = new Date(this.context.now()).toISOString().replace('Z', '')
    const arn = `${table.arn}/stream/${label}`
    const definition = JSON.stringify({ view, label, keys: table.keys, at: this.context.now() })
    const id = Number(this.statements.openStream.run(arn, table.name, definition).lastInsertRowid)
    return { id, arn, label, view }
  }

  closeStream(stream: NonNullable<Table['stream']>): void {
    this.statements.closeStream.run(stream.id)
  }
}
