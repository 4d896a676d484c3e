import { ServiceError } from '@/infra/local/requests'
import { emptyBatch, idsNotDistinct, invalidEntryId, tooManyEntries } from './errors'

interface BatchOutput {
  Successful: unknown[]
  Failed: Array<{ Id: string; SenderFault: boolean; Code: string; Message: string }>
}

/** @throws ServiceError when there are none or more than ten entries, or their ids are malformed or repeated */
export function checkEntries<Entry extends { Id: string }>(
  entries: Entry[] | undefined,
  kind: string,
): Entry[] {
  if (!entries || entries.length === 0) throw emptyBatch(kind)
  if (entries.length > 10) throw tooManyEntries(entries.length)
  const seen = new Set<string>()
  for (const { Id } of entries) {
    if (!/^[A-Za-z0-9_-]{1,80}$/.test(Id)) throw invalidEntryId()
    if (seen.has(Id)) throw idsNotDistinct(Id)
    seen.add(Id)
  }
  return entries
}

/** Performs each entry by itself: one that is refused becomes a failure of its own and spares the others. */
export function eachEntry<Entry extends { Id: string }>(
  entries: Entry[],
  perform: (entry: Entry) => object | undefined,
): BatchOutput {
  const output: BatchOutput = { Successful: [], Failed: [] }
  for (const entry of entries) {
    try {
      output.Successful.push({ Id: entry.Id, ...perform(entry) })
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error
      output.Failed.push({ Id: entry.Id, SenderFault: true, Code: error.code, Message: error.message })
    }
  }
  return output
}
