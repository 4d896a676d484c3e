import type { Locale } from '@/lib/markets'

/** The words of editorial content for a shopper: every language is there, American English only where it differs. */
export const said = (
  copy: Readonly<Partial<Record<Locale, string>> & Record<'en-GB', string>>,
  locale: Locale,
): string => copy[locale] ?? copy['en-GB']

/** Paragraphs of a text that separates them by blank lines. */
export const paragraphs = (text: string): string[] => text.split(/\n\s*\n/).map((one) => one.trim())
