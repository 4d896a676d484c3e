import { type Locale, marketOf } from '@/lib/markets'
import { sendMail } from '@/server/platform/mail'
import { rendered } from './templates'

/** Writes a letter whose words are known already. @throws Unavailable: to be tried again */
export async function sendLetter(
  to: string,
  locale: Locale,
  letter: { subject: string; paragraphs: string[] },
): Promise<void> {
  // What others wrote must not be taken for places of a template.
  const plain = (text: string) => text.replaceAll('{{', '{ {')
  const template = { subject: plain(letter.subject), paragraphs: letter.paragraphs.map(plain) }
  await sendMail({ to, ...rendered(template, {}, marketOf(locale)) })
}
