import { z } from 'zod'
import { embeddedDatabase } from '@/server/platform/embedded-database'

/** How far the shards of streams were read. */
export interface Checkpoints {
  get(stream: string, shard: string): string | undefined
  set(stream: string, shard: string, sequence: string): void
}

const Row = z.object({ sequence: z.string() })

/** Opens the checkpoints of this deployment's local relay. */
export function openCheckpoints(): Checkpoints {
  const database = embeddedDatabase(
    'relay',
    'create table if not exists checkpoints (stream text, shard text, sequence text not null, primary key (stream, shard))',
    // What is read a second time is known by its event's id.
    'repeatable',
  )
  const read = database.prepare('select sequence from checkpoints where stream = ? and shard = ?')
  const write = database.prepare('insert or replace into checkpoints values (?, ?, ?)')
  return {
    get(stream, shard) {
      const row: unknown = read.get(stream, shard)
      return row === undefined ? undefined : Row.parse(row).sequence
    },
    set(stream, shard, sequence) {
      write.run(stream, shard, sequence)
    },
  }
}
