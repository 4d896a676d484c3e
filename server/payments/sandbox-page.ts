const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => escapes[character] ?? character)

/** The page of the sandbox's bank: plain, without scripts, as banks' pages must work for everybody. */
export function challengePage(challenge: {
  key: string
  amount: string
  returnPath: string
  open: boolean
}): string {
  const back = escaped(challenge.returnPath)
  const answer = (outcome: string, label: string) =>
    `<form method="post" action="/api/payments/sandbox/challenges/${escaped(challenge.key)}">
      <input type="hidden" name="outcome" value="${outcome}"><input type="hidden" name="_next" value="${back}">
      <input type="hidden" name="_back" value="${back}"><button class="${outcome}">${label}</button></form>`
  const body = challenge.open
    ? `<p>Confirm that it is you who pays <strong>${escaped(challenge.amount)}</strong> to Quayside.</p>
       ${answer('approve', 'Approve payment')}${answer('decline', 'Refuse payment')}`
    : `<p>This payment has been answered already.</p><p><a href="${back}">Back to the shop</a></p>`
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sandbox Bank</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<style>body{font:1rem/1.5 system-ui,sans-serif;background:#eef1f4;color:#1b2733;display:grid;place-items:center;min-height:100vh;margin:0}
main{background:#fff;border-radius:12px;padding:2rem;max-width:24rem;box-shadow:0 2px 20px #0002}h1{font-size:1.1rem;margin:0 0 1rem}
button{font:inherit;width:100%;padding:.75rem;margin-top:.75rem;border-radius:8px;border:1px solid #1b4f72;background:#fff;color:#1b4f72;cursor:pointer}
button.approve{background:#1b4f72;color:#fff}button:focus-visible{outline:3px solid #f0a830;outline-offset:2px}</style></head>
<body><main><h1>Sandbox Bank · 3-D Secure</h1>${body}</main></body></html>`
}
