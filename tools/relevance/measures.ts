/** Ratings (0 to 3) of products by query. */
export type Judgments = ReadonlyMap<string, ReadonlyMap<string, number>>

/** Reads `query,productId,rating` with a heading; a query may stand in quotes.
 *  @throws SyntaxError naming the line that is not that */
export function readJudgments(csv: string): Judgments {
  const judgments = new Map<string, Map<string, number>>()
  csv.split(/\r?\n/).forEach((line, index) => {
    if (line.trim() === '' || index === 0) return
    const found = /^(?:"((?:[^"]|"")*)"|([^,]*)),([^,]+),(\d+(?:\.\d+)?)$/.exec(line.trim())
    const query = (found?.[1]?.replaceAll('""', '"') ?? found?.[2])?.trim()
    if (!found?.[3] || !query) throw new SyntaxError(`line ${index + 1} is no judgment: ${line}`)
    const ratings = judgments.get(query) ?? new Map<string, number>()
    ratings.set(found[3].trim(), Number(found[4]))
    judgments.set(query, ratings)
  })
  return judgments
}

const gain = (rating: number): number => 2 ** rating - 1

const discounted = (ratings: readonly number[], depth: number): number =>
  ratings.slice(0, depth).reduce((sum, rating, rank) => sum + gain(rating) / Math.log2(rank + 2), 0)

/** nDCG at a depth; a product without a rating counts as 0. Undefined when no product of the query is relevant. */
export function ndcg(
  ids: readonly string[],
  ratings: ReadonlyMap<string, number>,
  depth = 10,
): number | undefined {
  const ideal = discounted(
    [...ratings.values()].sort((a, b) => b - a),
    depth,
  )
  return ideal === 0
    ? undefined
    : discounted(
        ids.map((id) => ratings.get(id) ?? 0),
        depth,
      ) / ideal
}

/** nDCG of the rated products alone, as if the others were not in the list. */
export const condensedNdcg = (ids: readonly string[], ratings: ReadonlyMap<string, number>, depth = 10) =>
  ndcg(
    ids.filter((id) => ratings.has(id)),
    ratings,
    depth,
  )

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / (values.length || 1)

/** A paired bootstrap over queries: the mean difference, its 95 % interval, and how likely it is to be 0 or less. */
export function pairedBootstrap(ours: readonly number[], theirs: readonly number[], rounds = 10_000) {
  const differences = ours.map((value, i) => value - (theirs[i] ?? 0))
  const random = repeatable(42)
  const means = Array.from({ length: rounds }, () =>
    mean(differences.map(() => differences[Math.floor(random() * differences.length)] ?? 0)),
  ).sort((a, b) => a - b)
  return {
    difference: mean(differences),
    low: means[Math.floor(rounds * 0.025)] ?? 0,
    high: means[Math.floor(rounds * 0.975)] ?? 0,
    /** One-sided. */
    p: means.filter((value) => value <= 0).length / rounds,
  }
}

/** Park and Miller's generator: the same numbers in every run. */
function repeatable(seed: number): () => number {
  let state = seed
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647
}
