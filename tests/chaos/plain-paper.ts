import { z } from 'zod'
import type { Paper, PaperFacts } from '@/server/orders/documents/paper'

const Written = z.object({ title: z.string(), createdAt: z.string(), texts: z.array(z.string()) })
/** What a document says: all its texts, as they were written. */
export type Written = z.infer<typeof Written>

/** Paper without a layout: a document is what it says. Drawing a real one would take most of a run's time. */
export class PlainPaper implements Paper {
  y = 0
  private readonly texts: string[] = []

  constructor(private readonly facts: PaperFacts) {}

  table(): void {}
  rule(): void {}
  waterline(): void {}
  row(cells: readonly { text: string }[]): void {
    this.texts.push(cells.map(({ text }) => text).join(' '))
  }
  write(_tag: string, text: string): void {
    this.texts.push(text)
  }
  barCode(text: string): void {
    this.texts.push(text)
  }
  picture(_picture: unknown, alt: string): void {
    this.texts.push(alt)
  }
  finished(): Promise<Uint8Array> {
    const { title, createdAt } = this.facts
    const written: Written = { title, createdAt: createdAt.toISOString(), texts: this.texts }
    return Promise.resolve(Buffer.from(JSON.stringify(written)))
  }
}

export const readPaper = (bytes: Uint8Array): Written =>
  Written.parse(JSON.parse(Buffer.from(bytes).toString('utf8')))
