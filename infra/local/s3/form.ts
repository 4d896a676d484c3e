import { s3Error } from './errors'

const FIELDS_BYTES = 20 * 1024

export interface Form {
  /** By lower-case name, `file` left out. */
  fields: Map<string, string>
  filename: string
  /** The bytes of the field `file`. What follows it is ignored, as S3 does. */
  file: AsyncIterable<Buffer>
}

/** Reads a `multipart/form-data` body up to its file, which then streams. @throws MalformedPOSTRequest, MaxPostPreDataLengthExceededError */
export async function readForm(source: AsyncIterable<Buffer>, contentType: string): Promise<Form> {
  const [, quoted, bare] = /boundary=(?:"([^"]{1,70})"|([^\s;]{1,70}))/i.exec(contentType) ?? []
  const boundary = quoted ?? bare
  if (!contentType.toLowerCase().startsWith('multipart/form-data') || !boundary) {
    throw s3Error('PreconditionFailed', {
      detail: { Condition: 'Bucket POST must be of the enclosure-type multipart/form-data' },
    })
  }
  const reader = new PartReader(source)
  const delimiter = Buffer.from(`\r\n--${boundary}`)
  const fields = new Map<string, string>()
  await reader.text(delimiter.subarray(2))
  for (;;) {
    if ((await reader.text(Buffer.from('\r\n'))) !== '') throw missingFile()
    const head = await reader.text(Buffer.from('\r\n\r\n'))
    const name = /(?:^|[;\s])name="([^"]*)"/i.exec(head)?.[1]?.toLowerCase()
    if (name === undefined) throw s3Error('MalformedPOSTRequest')
    if (name === 'file') {
      const filename = /filename="([^"]*)"/i.exec(head)?.[1] ?? ''
      return { fields, filename, file: reader.until(delimiter) }
    }
    fields.set(name, await reader.text(delimiter))
  }
}

const missingFile = () =>
  s3Error('InvalidArgument', {
    message: 'POST requires exactly one file upload per request.',
    detail: { ArgumentName: 'file', ArgumentValue: 0 },
  })

class PartReader {
  private readonly iterator: AsyncIterator<Buffer>
  private rest: Buffer = Buffer.alloc(0)
  private budget = FIELDS_BYTES

  constructor(source: AsyncIterable<Buffer>) {
    this.iterator = source[Symbol.asyncIterator]()
  }

  /** The text before the delimiter, which is taken away too. */
  async text(delimiter: Buffer): Promise<string> {
    let end = this.rest.indexOf(delimiter)
    while (end < 0) {
      if (this.rest.length > this.budget) throw tooLong()
      await this.more()
      end = this.rest.indexOf(delimiter)
    }
    this.budget -= end
    if (this.budget < 0) throw tooLong()
    const text = this.rest.toString('utf8', 0, end)
    this.rest = this.rest.subarray(end + delimiter.length)
    return text
  }

  /** Bytes up to the delimiter; a delimiter may lie across two chunks. */
  async *until(delimiter: Buffer): AsyncGenerator<Buffer> {
    for (;;) {
      const end = this.rest.indexOf(delimiter)
      const safe = end < 0 ? this.rest.length - delimiter.length + 1 : end
      if (safe > 0) yield this.rest.subarray(0, safe)
      if (end >= 0) break
      this.rest = this.rest.subarray(Math.max(safe, 0))
      await this.more()
    }
    this.rest = Buffer.alloc(0)
    for (let next = await this.iterator.next(); !next.done; next = await this.iterator.next());
  }

  private async more(): Promise<void> {
    const { value, done } = await this.iterator.next()
    if (done) throw s3Error('MalformedPOSTRequest')
    this.rest = this.rest.length ? Buffer.concat([this.rest, value]) : value
  }
}

const tooLong = () => s3Error('MaxPostPreDataLengthExceededError')
