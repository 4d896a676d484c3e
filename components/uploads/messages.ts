import type { Messages } from '@/lib/i18n/messages'

/** What every place says at which something can be uploaded. */
export const uploadMessageKeys = [
  'upload.again',
  'upload.broken',
  'upload.cancel',
  'upload.checking',
  'upload.leftMinutes',
  'upload.leftMoments',
  'upload.offline',
  'upload.ready',
  'upload.reason.broken',
  'upload.reason.empty',
  'upload.reason.never-completed',
  'upload.reason.not-checkable',
  'upload.reason.not-what-it-says',
  'upload.reason.too-long',
  'upload.reason.too-many-pixels',
  'upload.reason.too-small',
  'upload.reason.too-narrow',
  'upload.reason.wrong-size',
  'upload.reason.wrong-type',
  'upload.refused.empty',
  'upload.refused.product',
  'upload.refused.too-large',
  'upload.refused.too-many-uploads',
  'upload.refused.type-not-accepted',
  'upload.remove',
  'upload.resume',
  'upload.script',
  'upload.sent',
  'upload.slow',
] as const
export type UploadMessages = Messages<(typeof uploadMessageKeys)[number]>

/** Why an upload has come to nothing: `refused` before a byte was sent, `reason` after the check. */
export function failureText(
  { refused, reason }: { refused?: string; reason?: string },
  messages: UploadMessages,
): string {
  const words: Readonly<Record<string, string>> = messages
  const known = reason ? words[`upload.reason.${reason}`] : words[`upload.refused.${refused}`]
  return known ?? messages['upload.broken']
}
