import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2'
import { config } from './config'
import { Unavailable } from './errors'

export interface Mail {
  to: string
  subject: string
  text: string
  html: string
}

let client: SESv2Client | undefined

/** Sends an e-mail: through SES, or locally into the mailbox that a browser can open. @throws Unavailable */
export async function sendMail(mail: Mail): Promise<void> {
  try {
    await (config().cloud === 'local' ? toMailbox(mail) : throughSes(mail))
  } catch (error) {
    throw new Unavailable('mail-unavailable', 'the mail was not taken', {}, { cause: error })
  }
}

async function toMailbox(mail: Mail): Promise<void> {
  const { mailboxUrl } = config()
  if (!mailboxUrl) throw new Error('MAILBOX_URL is not set')
  const answer = await fetch(`${mailboxUrl}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ channel: 'email', ...mail }),
  })
  if (!answer.ok) throw new Error(`the mailbox answers ${answer.status}`)
}

async function throughSes({ to, subject, text, html }: Mail): Promise<void> {
  client ??= new SESv2Client({ region: config().region })
  const { mailFrom } = config()
  if (!mailFrom) throw new Error('MAIL_FROM is not set')
  const content = (Data: string) => ({ Data, Charset: 'UTF-8' })
  await client.send(
    new SendEmailCommand({
      FromEmailAddress: mailFrom,
      Destination: { ToAddresses: [to] },
      Content: { Simple: { Subject: content(subject), Body: { Text: content(text), Html: content(html) } } },
    }),
  )
}
