import { join } from 'node:path'
import type { AttributeDefinition, Category } from '@/server/catalogue/model'
import { config } from '@/server/platform/config'
import { Unavailable } from '@/server/platform/errors'
import { categoryMeant } from './category-meant'
import { type Indexed, searchDocument } from './document'
import { EmbeddedIndex } from './embedded/embedded-index'
import { readDictionary } from './language/dictionary'
import { languageOfLocale } from './language/languages'
import type { Synonyms } from './language/synonyms'
import {
  AttributeDefinition as FacetDefinition,
  SearchQuery,
  type SearchQueryInput,
  type SearchResult,
  SuggestQuery,
  type SuggestQueryInput,
  type SuggestResult,
} from './model'
import { OpenSearchIndex } from './opensearch/opensearch-index'
import { ownSynonyms } from './own-synonyms'
import type { SearchIndex, Written } from './port'

let open: SearchIndex | undefined
let dictionary: ReadonlyMap<string, Synonyms> | undefined

/** The index of this deployment: OpenSearch where it has one, else the one in its own files. */
function index(): SearchIndex {
  if (open) return open
  const { openSearchUrl, stage, dataDirectory, sharedDirectory } = config()
  const synonyms = ownSynonyms(sharedDirectory)
  open = openSearchUrl
    ? new OpenSearchIndex({ node: openSearchUrl, prefix: stage, synonyms })
    : openEmbedded({ directory: join(dataDirectory, 'search'), synonyms })
  return open
}

/** @throws Unavailable when the files cannot be read; the next request tries again */
function openEmbedded(...options: ConstructorParameters<typeof EmbeddedIndex>): SearchIndex {
  try {
    return new EmbeddedIndex(...options)
  } catch (error) {
    throw new Unavailable('search-unavailable', 'the index cannot be opened', {}, { cause: error })
  }
}

/** Finds products: by words, category and facets, in the market's prices. Counts are of the whole result.
 *  @throws ZodError when the query is out of bounds, Unavailable */
export const searchProducts = async (query: SearchQueryInput): Promise<SearchResult> =>
  index().query(SearchQuery.parse(query))

/** Completes what somebody has begun to type. @throws ZodError, Unavailable */
export const suggest = async (query: SuggestQueryInput): Promise<SuggestResult> =>
  index().suggest(SuggestQuery.parse(query))

/** The category that a text is nothing but a name of, in the shopper's language. */
export function categoryNamedBy(
  text: string,
  locale: string,
  categories: readonly Category[],
): Category | undefined {
  dictionary ??= readDictionary(ownSynonyms(config().sharedDirectory))
  const language = languageOfLocale(locale)
  return categoryMeant(text, language, categories, dictionary.get(language))
}

/** Writes products to the index; what the index knows in a newer state stays. @throws Unavailable */
export function indexProducts(
  list: readonly Indexed[],
  categories: ReadonlyMap<string, Category>,
): Promise<Written> {
  return index().upsert(list.map((entry) => searchDocument(entry, categories)))
}

/** Takes a product out of the index. @throws Unavailable */
export const unindexProduct = (id: string, revision: number): Promise<Written> =>
  index().remove([{ id, version: revision }])

/** Says which attributes are offered as facets, and how they are called. @throws Unavailable */
export const defineFacets = (definitions: readonly AttributeDefinition[]): Promise<void> =>
  index().defineAttributes(
    definitions.map((definition) =>
      FacetDefinition.parse({
        ...definition,
        kind: definition.kind === 'text' ? 'enum' : definition.kind,
        labels: byLanguage(definition.labels),
        values:
          definition.values &&
          Object.fromEntries(
            Object.entries(definition.values).map(([value, names]) => [value, byLanguage(names)]),
          ),
        searchable: definition.kind === 'text',
      }),
    ),
  )

/** Only plain languages: the index knows nothing of regions. */
const byLanguage = (names: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(names).filter(([language]) => language.length === 2))
