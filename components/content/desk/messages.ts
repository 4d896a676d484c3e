import { uploadMessageKeys } from '@/components/uploads/messages'
import type { Messages } from '@/lib/i18n/messages'

/** What the editor says in the browser. */
export const editorKeys = [
  'ops.content.document',
  'ops.content.errors',
  'ops.content.notes',
  'ops.content.save',
  'ops.content.saved',
  'ops.content.versionNumber',
  'problem.content-stale',
  'problem.internal',
] as const
export type EditorMessages = Messages<(typeof editorKeys)[number]>

/** What is asked about a picture. */
export const describingKeys = [
  'ops.pictures.alt',
  'ops.pictures.alt.ar-AE',
  'ops.pictures.alt.de-DE',
  'ops.pictures.alt.en-GB',
  'ops.pictures.alt.en-US',
  'ops.pictures.focus',
  'ops.pictures.focusAt',
  'ops.pictures.focusHint',
  'ops.pictures.focusX',
  'ops.pictures.focusY',
] as const
export type DescribingMessages = Messages<(typeof describingKeys)[number]>

/** What is said besides where one is brought. */
export const bringingKeys = [
  ...describingKeys,
  ...uploadMessageKeys,
  'ops.pictures.add',
  'ops.pictures.file',
  'ops.pictures.importing',
  'ops.pictures.name',
  'ops.pictures.nameHint',
  'ops.pictures.replace',
  'ops.pictures.there',
  'ops.pictures.tooNarrow',
  'problem.picture-name',
  'upload.reason.name-taken',
] as const
export type BringingMessages = Messages<(typeof bringingKeys)[number]>
