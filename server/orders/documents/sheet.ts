import Pdf from 'pdfkit'
import { code39 } from './code39'
import { font, fontName, type Script, type Weight } from './fonts'
import { contentWidth, type Paper, type PaperFacts, page, type TextStyle, type TextTag } from './paper'
import { type VisualRun, visualRuns } from './visual-runs'

type Tag = TextTag | 'TH' | 'TD'
const ink = '#22303a'

/** A document of A4 pages in one reading direction: positions count from the side where reading begins, text is shaped, put into
 *  visual order and tagged for those who listen to it. */
export class Sheet implements Paper {
  private readonly pdf: PDFKit.PDFDocument
  private readonly parts: Buffer[] = []
  private readonly done: Promise<void>
  private readonly root: PDFKit.PDFStructureElement
  private rows: PDFKit.PDFStructureElement | undefined
  private readonly widths = new Map<string, number>()
  private readonly known = new Set<string>()
  y = page.margin

  constructor(
    { title, language, createdAt }: PaperFacts,
    private readonly direction: 'ltr' | 'rtl',
  ) {
    this.pdf = new Pdf({
      size: 'A4',
      margin: 0,
      tagged: true,
      displayTitle: true,
      pdfVersion: '1.7',
      lang: language,
      // None to begin with: each is named where text is drawn.
      font: '',
      info: { Title: title, Author: 'Quayside', CreationDate: createdAt },
    })
    this.pdf.on('data', (part: Buffer) => this.parts.push(part))
    this.done = new Promise((resolve, reject) => {
      this.pdf.on('end', () => resolve())
      this.pdf.on('error', reject)
    })
    this.root = this.pdf.struct('Document')
    this.pdf.addStructure(this.root)
  }

  table(): void {
    this.rows = this.pdf.struct('Table')
    this.root.add(this.rows)
  }

  row(cells: readonly (TextStyle & { text: string; width: number })[], heading = false): void {
    const boxes = cells.map((cell, index) => cell.width - (index < cells.length - 1 ? gutter : 0))
    const lines = cells.map((cell, index) => this.wrapped(cell.text, boxes[index] ?? 0, cell))
    const height = Math.max(...lines.map((list) => list.length)) * lineHeight(cells[0])
    this.keepTogether(height)
    const top = this.y
    const row = this.pdf.struct('TR')
    this.rows?.add(row)
    let start = 0
    for (const [index, cell] of cells.entries()) {
      const box = { start, top, width: boxes[index] ?? 0 }
      start += cell.width
      row.add(this.element(heading ? 'TH' : 'TD', cell.text, () => this.lines(lines[index] ?? [], box, cell)))
    }
    row.end()
    this.y = top + height + 5
  }

  write(tag: TextTag, text: string, style: TextStyle = {}, box = { start: 0, width: contentWidth }): void {
    const lines = text.split('\n').flatMap((line) => this.wrapped(line, box.width, style))
    const height = lines.length * lineHeight(style)
    this.keepTogether(height)
    const top = this.y
    this.root.add(this.element(tag, text, () => this.lines(lines, { ...box, top }, style)))
    this.y = top + height
  }

  rule(): void {
    this.across(0.5, '#9aa7b0')
  }

  waterline(): void {
    this.across(1, ink)
  }

  private across(width: number, colour: string): void {
    this.keepTogether(8)
    const y = this.y + 2
    this.pdf.markContent('Artifact', { type: 'Layout' })
    this.pdf
      .moveTo(page.margin, y)
      .lineTo(page.width - page.margin, y)
      .lineWidth(width)
      .stroke(colour)
    this.pdf.endMarkedContent()
    this.y += 10
  }

  barCode(text: string, height: number): void {
    const units = code39(text)
    const widths = units.reduce((sum, unit) => sum + unit, 0)
    const scale = Math.min(1.1, contentWidth / widths)
    this.keepTogether(height + 20)
    const top = this.y
    const left = this.direction === 'ltr' ? page.margin : page.width - page.margin - widths * scale
    const draw = () => {
      let x = left
      for (const [index, unit] of units.entries()) {
        if (index % 2 === 0) this.pdf.rect(x, top, unit * scale, height).fill('#000000')
        x += unit * scale
      }
    }
    this.root.add(this.pdf.struct('Figure', { alt: text }, [draw]))
    this.y = top + height + 4
    this.write('P', text, { size: 9 })
  }

  picture(
    { jpeg, width, height }: { jpeg: Uint8Array; width: number; height: number },
    alt: string,
    most: { width: number; height: number },
  ): void {
    const scale = Math.min(most.width / width, most.height / height)
    const [wide, high] = [width * scale, height * scale]
    this.y += 6
    this.keepTogether(high)
    const top = this.y
    const left = this.direction === 'ltr' ? page.margin : page.width - page.margin - wide
    const draw = () => this.pdf.image(Buffer.from(jpeg), left, top, { width: wide, height: high })
    this.root.add(this.pdf.struct('Figure', { alt }, [draw]))
    this.y = top + high + 6
  }

  /** Goes on with a new page when there is no room for so many points. */
  private keepTogether(height: number): void {
    if (this.y + height <= page.height - page.margin) return
    this.pdf.addPage({ size: 'A4', margin: 0 })
    this.y = page.margin
  }

  async finished(): Promise<Uint8Array> {
    this.root.end()
    this.pdf.end()
    await this.done
    return Buffer.concat(this.parts)
  }

  private lines(
    lines: readonly string[],
    { start, top, width }: { start: number; top: number; width: number },
    style: TextStyle,
  ): void {
    for (const [index, line] of lines.entries()) {
      const free = width - this.widthOf(line, style)
      const offset = start + (style.align === 'end' ? free : 0)
      const x =
        this.direction === 'ltr' ? page.margin + offset : page.width - page.margin - offset - (width - free)
      this.line(line, x, top + index * lineHeight(style), style)
    }
  }

  private line(text: string, left: number, top: number, style: TextStyle): void {
    const baseline = top + (style.size ?? 10) * 1.07
    let x = left
    for (const run of visualRuns(text, this.direction)) {
      this.use(run.script, style)
      const options = { lineBreak: false, features: [], baseline: 'alphabetic' as const }
      this.pdf.fillColor(style.colour ?? ink).text(run.text, x, baseline, options)
      x += this.runWidth(run, style)
    }
  }

  /** An element of the document's structure. Fonts draw some letters from parts, so the text itself goes along for those who
   *  copy or listen. */
  private element(tag: Tag, text: string, draw: () => void): PDFKit.PDFStructureElement {
    return this.pdf.struct(tag, { actual: text }, [draw])
  }

  private widthOf(text: string, style: TextStyle): number {
    return visualRuns(text, this.direction).reduce((sum, run) => sum + this.runWidth(run, style), 0)
  }

  private runWidth(run: VisualRun, style: TextStyle): number {
    const key = `${run.script}|${style.bold}|${style.size}|${run.text}`
    let width = this.widths.get(key)
    if (width === undefined) {
      this.use(run.script, style)
      width = this.pdf.widthOfString(run.text, { features: [] })
      this.widths.set(key, width)
    }
    return width
  }

  private use(script: Script, { size = 10, bold = false }: TextStyle): void {
    const weight: Weight = bold ? 700 : 400
    const name = fontName(script, weight)
    if (!this.known.has(name)) {
      this.pdf.registerFont(name, font(script, weight))
      this.known.add(name)
    }
    this.pdf.font(name).fontSize(size)
  }

  /** Breaks a text between words where it would be wider than its box. */
  private wrapped(text: string, width: number, style: TextStyle): string[] {
    const space = this.widthOf(' ', style)
    const lines: string[] = []
    let used = 0
    for (const word of text.split(' ')) {
      const wide = this.widthOf(word, style)
      if (lines.length > 0 && used + space + wide <= width) {
        lines[lines.length - 1] += ` ${word}`
        used += space + wide
      } else {
        lines.push(word)
        used = wide
      }
    }
    return lines
  }
}

const gutter = 10
const lineHeight = (style: TextStyle | undefined): number => (style?.size ?? 10) * 1.45
