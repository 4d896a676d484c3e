import type { z } from 'zod'
import { Invalid } from '@/server/platform/errors'
import { type Block, ContentDocument } from './model'

const mostErrors = 30
/** With all its languages a version must fit into one item of the table. */
const mostBytes = 200_000

/** Checks what somebody has written.
 *  @param written JSON, or what was read from it
 *  @throws Invalid `content-invalid`; its fact `errors` names each place, e.g. `blocks.2.title.de-DE: must not be empty` */
export function checkDocument(written: unknown): ContentDocument {
  const parsed = ContentDocument.safeParse(typeof written === 'string' ? fromJson(written) : written)
  if (!parsed.success) throw refused(parsed.error.issues.slice(0, mostErrors).map(sentence))
  const bytes = Buffer.byteLength(JSON.stringify(parsed.data))
  if (bytes > mostBytes) throw refused([`the page: ${bytes} bytes; ${mostBytes} at most`])
  return parsed.data
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw refused([`the page: ${error instanceof Error ? error.message : 'this is no JSON'}`])
  }
}

const refused = (errors: readonly string[]) =>
  new Invalid('content-invalid', 'the page cannot be kept as it is', { errors })

function sentence(issue: z.core.$ZodIssue): string {
  const place = issue.path.length > 0 ? issue.path.join('.') : 'the page'
  const missing = issue.code === 'invalid_type' && issue.message.endsWith('received undefined')
  return `${place}: ${missing ? 'is missing' : issue.message}`
}

/** The names of all pictures that a document shows. */
export const picturesIn = ({ picture, blocks }: ContentDocument): string[] => [
  ...new Set([
    ...(picture ? [picture] : []),
    ...blocks.flatMap((block) => ('image' in block && block.image ? [block.image.picture] : [])),
  ]),
]

const inGrids = <T>(blocks: readonly Block[], pick: (block: Extract<Block, { kind: 'grid' }>) => T[]): T[] =>
  blocks.flatMap((block) => (block.kind === 'grid' ? pick(block) : []))

/** The ids of all products that its grids name. */
export const productsIn = ({ blocks }: ContentDocument): string[] => [
  ...new Set(inGrids(blocks, ({ of }) => (of.what === 'products' ? of.products : []))),
]

/** The names of all pages that its grids name. */
export const pagesIn = ({ blocks }: ContentDocument): string[] => [
  ...new Set(inGrids(blocks, ({ of }) => (of.what === 'pages' ? of.pages : []))),
]
