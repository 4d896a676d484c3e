import type {
  AttributeDefinition,
  SearchDocument,
  SearchQuery,
  SearchResult,
  SuggestQuery,
  SuggestResult,
} from './model'

/** How many documents of a batch were taken, and how many were older than what the index already had. */
export interface Written {
  written: number
  stale: number
}

/** The search index, whichever engine stands behind it. Writes are seen by every reader within a second. */
export interface SearchIndex {
  /** Says which attributes are facets. Replaces the definitions given before. */
  defineAttributes(definitions: readonly AttributeDefinition[]): Promise<void>
  /** Adds or replaces documents. Any order and any repetition ends in the same index.
   *  @throws Unavailable when the engine does not answer */
  upsert(documents: readonly SearchDocument[]): Promise<Written>
  /** Takes products out. An upsert of a version up to `version` that arrives later stays without effect. */
  remove(products: readonly { id: string; version: number }[]): Promise<Written>
  /** Replaces everything. Readers see the old index until the new one is complete. */
  rebuild(documents: Iterable<SearchDocument> | AsyncIterable<SearchDocument>): Promise<Written>
  query(query: SearchQuery): Promise<SearchResult>
  suggest(query: SuggestQuery): Promise<SuggestResult>
  count(): Promise<number>
  /** Forgets everything, versions included. */
  reset(): Promise<void>
  close(): Promise<void>
}
