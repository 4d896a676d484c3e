import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { PlacesFile, type Store } from './model'
import { config } from '@/server/platform/config'
import { log } from '@/server/platform/log'

let kept: { stores: readonly Store[]; file: string; modified: number } | undefined

/** The house's stores as the shared folder has them, read again when the file has changed. A file that cannot be used is reported, and
 *  the last good one goes on being used. @throws Error when there has never been a good one */
export function storesOfHouse(): readonly Store[] {
  const file = join(/* turbopackIgnore: true */ config().sharedDirectory, 'stores', 'stores.yaml')
  try {
    const modified = statSync(file).mtimeMs
    if (kept?.file === file && kept.modified === modified) return kept.stores
    const { locations } = PlacesFile.parse(parse(readFileSync(file, 'utf8')))
    const stores = locations.flatMap((place) => (place.kind === 'store' ? [place] : []))
    kept = { stores, file, modified }
    return stores
  } catch (error) {
    if (kept?.file !== file) throw error
    log.error({ err: error, file }, 'the list of stores cannot be used; going on with its last good copy')
    return kept.stores
  }
}
