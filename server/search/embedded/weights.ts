/** What a match in each place is worth, and how the parts of the score are put together (BM25F and after). */
export interface Weights {
  k1: number
  /** How much a long text is held against a document. */
  b: number
  title: number
  head: number
  modifier: number
  category: number
  categoryAbove: number
  brand: number
  description: number
  attributes: number
  keywords: number
  code: number
  /** Added for two neighbours of the query that are neighbours in the title. */
  proximity: number
  /** What the product is agrees with what is asked for. */
  typeMatch: number
  /** What is asked for only says what the product goes with: a laptop bag for "laptop". */
  accessory: number
  popularity: number
  /** The product is of the category that most of what matches is of. */
  affinity: number
}

/** Found by random search over coarse steps on judged queries; the neighbourhood is flat, so none of them is critical. */
export const defaultWeights: Weights = {
  k1: 1.2,
  b: 0.6,
  title: 1,
  head: 0.5,
  modifier: 0.5,
  category: 0.25,
  categoryAbove: 0.2,
  brand: 1,
  description: 1,
  attributes: 0.25,
  keywords: 0.3,
  code: 4,
  proximity: 1.5,
  typeMatch: 0.15,
  accessory: 0.15,
  popularity: 0.02,
  affinity: 0.2,
}
