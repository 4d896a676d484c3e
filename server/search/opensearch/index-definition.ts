/** Languages whose texts get fields of their own; texts in others are found by their codes and facets alone. */
export const LANGUAGES = ['en', 'de', 'ar'] as const

/** Words arrive analysed (`server/search/language`), so that both engines read a query alike: here they are only split. */
const words = { type: 'text', analyzer: 'whitespace', norms: true, similarity: 'words' } as const
const marks = { type: 'text', analyzer: 'whitespace', norms: false, similarity: 'marks' } as const

const perLanguage = (mapping: object) => ({
  properties: Object.fromEntries(LANGUAGES.map((language) => [language, mapping])),
})

/** Settings and mapping of a product index. */
export const indexDefinition = (replicas: number) => ({
  settings: {
    index: {
      number_of_shards: 1,
      number_of_replicas: replicas,
      refresh_interval: '500ms',
      similarity: {
        words: { type: 'BM25', k1: 1.2, b: 0.6 },
        /** Being there counts, by how rare it is; how often does not. */
        marks: { type: 'BM25', k1: 0.01, b: 0 },
      },
    },
  },
  mappings: {
    dynamic: false,
    dynamic_templates: [
      { prices: { path_match: 'prices.*', mapping: { type: 'long' } } },
      { numbers: { path_match: 'numbers.*', mapping: { type: 'double' } } },
    ],
    properties: {
      id: { type: 'keyword' },
      removed: { type: 'boolean' },
      writtenAt: { type: 'long' },
      language: { type: 'keyword' },
      languages: { type: 'keyword' },
      codes: { type: 'keyword' },
      /** `code=value` of everything that can be chosen from. */
      values: { type: 'keyword' },
      /** Category, parent and names as JSON: an aggregation counts and labels the tree at once. */
      paths: { type: 'keyword', index: false },
      prices: { type: 'object', dynamic: 'true' },
      numbers: { type: 'object', dynamic: 'true' },
      available: { type: 'keyword' },
      popularity: { type: 'float' },
      released: { type: 'long' },
      stored: { type: 'object', enabled: false },
      /** Where its terms stand, for ranking the best once more (`rerank.ts`). */
      ranking: { type: 'object', enabled: false },
      /** In words. */
      titleLength: perLanguage({ type: 'short' }),
      descriptionLength: perLanguage({ type: 'short' }),
      terms: perLanguage(words),
      title: perLanguage(marks),
      head: perLanguage(marks),
      modifier: perLanguage(marks),
      category: perLanguage(marks),
      attributes: perLanguage(marks),
      keywords: perLanguage(marks),
      /** Words and pairs of words of the title, for completions. */
      phrases: perLanguage({ type: 'keyword' }),
      name: perLanguage({ type: 'keyword' }),
    },
  },
})
