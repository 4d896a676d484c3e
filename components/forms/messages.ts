import type { Messages } from '@/lib/i18n/messages'

/** What every form says. */
export const formMessageKeys = ['field.required', 'field.invalid', 'problem.internal'] as const
export type FormMessages = Messages<(typeof formMessageKeys)[number]>
