/** What documents are written on, whoever draws it. */
export interface PaperFacts {
  title: string
  language: string
  createdAt: Date
}
export interface TextStyle {
  size?: number
  bold?: boolean
  colour?: string
  /** Where the text stands in its box, in reading direction. */
  align?: 'start' | 'end'
}
export type TextTag = 'H1' | 'H2' | 'P'

/** Points: an A4 page, its margins, and the width between them. */
export const page = { width: 595.28, height: 841.89, margin: 56 }
export const contentWidth = page.width - 2 * page.margin

export interface Paper {
  /** How far down the current page is filled, in points. */
  y: number
  /** Begins a table: its rows are drawn by `row` until the next table or text. */
  table(): void
  /** Draws a table row: one box of text after another, as wide as told. @param heading cells are column headings */
  row(cells: readonly (TextStyle & { text: string; width: number })[], heading?: boolean): void
  /** Writes a text in a box and goes on under it. @param box start and width in points, from where reading begins */
  write(tag: TextTag, text: string, style?: TextStyle, box?: { start: number; width: number }): void
  rule(): void
  /** The line that the head of the house stands on, as in the shop. */
  waterline(): void
  /** Draws a text as a bar code (Code 39), with the text under it; spoken, it is the text.
   *  @param height of the bars, in points */
  barCode(text: string, height: number): void
  /** Draws a picture where reading begins, as large as it may be; spoken, it is `alt`. @param most its largest size, in points */
  picture(
    picture: { jpeg: Uint8Array; width: number; height: number },
    alt: string,
    most: { width: number; height: number },
  ): void
  /** @returns the bytes of the finished document */
  finished(): Promise<Uint8Array>
}
