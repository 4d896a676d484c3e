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
