/** A row of a feed as a plain engine would see it. */
export interface PlainText {
  id: string
  title: string
  supplier: string
  description: string
}

const K1 = 1.2
const B = 0.75

const words = (text: string): string[] => text.toLowerCase().match(/[a-z0-9]+/g) ?? []

/** BM25 over title (twice), supplier and description, and nothing else: what any improvement is measured against. */
export class PlainBm25 {
  private readonly postings = new Map<string, Map<number, number>>()
  private readonly lengths: number[]
  private readonly mean: number

  constructor(private readonly rows: readonly PlainText[]) {
    this.lengths = rows.map((row, number) => {
      const tokens = words([row.title, row.title, row.supplier, row.description].join(' '))
      for (const token of tokens) {
        const posting = this.postings.get(token) ?? new Map<number, number>()
        posting.set(number, (posting.get(number) ?? 0) + 1)
        this.postings.set(token, posting)
      }
      return tokens.length
    })
    this.mean = this.lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, rows.length)
  }

  /** Ids, the best first. */
  search(query: string, count: number): string[] {
    const scores = new Map<number, number>()
    for (const token of words(query)) {
      const posting = this.postings.get(token)
      if (!posting) continue
      const idf = Math.log(1 + (this.rows.length - posting.size + 0.5) / (posting.size + 0.5))
      for (const [number, frequency] of posting) {
        const norm = K1 * (1 - B + (B * (this.lengths[number] ?? 0)) / this.mean)
        scores.set(number, (scores.get(number) ?? 0) + (idf * frequency * (K1 + 1)) / (frequency + norm))
      }
    }
    return [...scores]
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .slice(0, count)
      .map(([number]) => this.rows[number]?.id ?? '')
  }
}
