import { z } from 'zod'
import { physicalName, type TableName } from '@/infra/resources'
import { config } from '@/server/platform/config'
import { Invalid } from '@/server/platform/errors'

/** The two strings under which an item stands. */
export interface Key {
  pk: string
  sk: string
}

/** The real name of a declared table in this deployment. */
export const tableName = (table: TableName): string => physicalName(config().stage, table)

const LastKey = z.record(z.string(), z.union([z.string(), z.number()]))

/** A page's end as an opaque string that a client may send back. */
export const encodeCursor = (lastKey: object): string =>
  Buffer.from(JSON.stringify(lastKey)).toString('base64url')

/** @throws Invalid `cursor` when a client made it up */
export function decodeCursor(cursor: string): Record<string, string | number> {
  try {
    return LastKey.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
  } catch (error) {
    throw new Invalid('cursor', 'the page cursor is not one of ours', {}, { cause: error })
  }
}
