import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { log } from '@/server/platform/log'
import { builtInSynonyms } from './language/dictionary'
import { parseSynonyms } from './language/synonyms'

/** A retailer's own rules from the shared folder (`search/synonyms.en.txt` and so on), by language. A file that is wrong is
 *  reported and left out: the shop's own rules still hold. */
export function ownSynonyms(sharedDirectory: string): Record<string, string> {
  const own: Record<string, string> = {}
  for (const language of Object.keys(builtInSynonyms)) {
    const file = join(/* turbopackIgnore: true */ sharedDirectory, 'search', `synonyms.${language}.txt`)
    try {
      const rules = readFileSync(file, 'utf8')
      parseSynonyms(rules, language)
      own[language] = rules
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') continue
      log.error({ err: error, file }, 'synonym rules cannot be used')
    }
  }
  return own
}
