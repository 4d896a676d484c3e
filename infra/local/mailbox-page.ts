import { escapeHtml } from './html'
import type { KeptMail } from './mailbox'

/** The mailbox as a page to read in a browser; it looks for news every three seconds. */
export function mailboxPage(messages: readonly KeptMail[], to: string | undefined): string {
  const heading = to ? `Messages to ${to}` : 'Messages'
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="3">
<title>${escapeHtml(heading)} – Quayside's local mailbox</title>
<style>
  :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
  body { max-width: 46rem; margin: 0 auto; padding: 1.5rem }
  article { border: 1px solid color-mix(in srgb, currentcolor 25%, transparent); border-radius: .5rem; padding: 1rem; margin: 1rem 0 }
  h2 { margin: 0; font-size: 1.1rem; overflow-wrap: anywhere }
  p { margin: .25rem 0; opacity: .75 }
  pre { margin: .75rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; font: inherit }
</style>
<h1>${escapeHtml(heading)}</h1>
<p><a href="/traces">Requests of the shop</a></p>
${messages.length === 0 ? '<p>Nothing has arrived yet.</p>' : messages.map(entry).join('\n')}
${to ? '<p><a href="/">All messages</a></p>' : ''}
</html>
`
}

function entry(message: KeptMail): string {
  const address = encodeURIComponent(message.to)
  const kind = message.channel === 'sms' ? 'Text message' : 'E-mail'
  return `<article aria-labelledby="${escapeHtml(message.id)}">
<h2 id="${escapeHtml(message.id)}">${escapeHtml(message.subject || kind)}</h2>
<p>${kind} to <a href="/?to=${escapeHtml(address)}">${escapeHtml(message.to)}</a>, <time datetime="${escapeHtml(message.at)}">${escapeHtml(message.at.replace('T', ' ').slice(0, 19))} UTC</time></p>
<pre>${linked(message.text)}</pre>
</article>`
}

function linked(text: string): string {
  return escapeHtml(text).replace(
    /\bhttps?:\/\/[^\s<>"']+/g,
    (address) => `<a href="${address}">${address}</a>`,
  )
}
