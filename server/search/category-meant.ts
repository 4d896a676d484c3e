import type { Synonyms } from './language/synonyms'
import { tokenise } from './language/tokenise'

interface Named {
  readonly id: string
  /** By language. */
  readonly names: Readonly<Record<string, string>>
}

/** The category that a text names and nothing besides: by its name in that language, in any number or case, or by a word that the
 *  synonyms say is the same. Nothing where two are named alike. */
export function categoryMeant<Category extends Named>(
  text: string,
  language: string,
  categories: readonly Category[],
  synonyms: Synonyms | undefined,
): Category | undefined {
  const called = (reading: string) =>
    categories.filter(
      ({ names }) => names[language] !== undefined && termsOf(names[language], language) === reading,
    )
  const asked = termsOf(text, language)
  if (asked === '') return undefined
  const named = called(asked)
  if (named.length > 0) return only(named)
  const same = (synonyms?.get(asked) ?? []).filter(({ equal }) => equal)
  return only(same.flatMap(({ terms }) => called(terms.join(' '))))
}

const only = <One>(list: readonly One[]): One | undefined => (list.length === 1 ? list[0] : undefined)

const termsOf = (text: string, language: string): string =>
  tokenise(text, language)
    .map(({ whole }) => whole)
    .join(' ')
