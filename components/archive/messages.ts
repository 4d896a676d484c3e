import type { Messages } from '@/lib/i18n/messages'

/** What the list of records that were asked for says in the browser. */
export const archiveMessageKeys = [
  'ops.archive.by',
  'ops.archive.download',
  'ops.archive.expected',
  'ops.archive.link',
  'ops.archive.linkEnds',
  'ops.archive.linkOf',
  'ops.archive.links',
  'ops.archive.noneAsked',
  'ops.archive.progress',
  'ops.archive.state.over',
  'ops.archive.state.ready',
  'ops.archive.state.restoring',
  'problem.internal',
  'problem.not-restored',
] as const
export type ArchiveMessages = Messages<(typeof archiveMessageKeys)[number]>
