import type { MessageKey, Messages, Translate } from '@/lib/i18n/messages'

/** What every form says. */
export const formMessageKeys = ['field.required', 'field.invalid', 'problem.internal'] as const
export type FormMessages = Messages<(typeof formMessageKeys)[number]>

type ProblemCode = MessageKey extends infer Key ? (Key extends `problem.${infer Code}` ? Code : never) : never

/** What a form says to each of the codes with which it may be refused. */
export const refusalTexts = (t: Translate, codes: readonly ProblemCode[]): Record<string, string> =>
  Object.fromEntries(codes.map((code) => [code, t(`problem.${code}`)]))
