import type { ServerResponse } from 'node:http'

interface Refusal {
  status: number
  title: string
  detail: string
  requestId: string
  headers?: Record<string, string>
}

/** A request that the edge does not take. */
export const answerRefusal = (
  response: ServerResponse,
  status: number,
  detail: string,
  requestId: string,
): void => answerPage(response, { status, title: 'Bad request', detail, requestId })

/** @param retryAfter seconds */
export function answerTooMany(response: ServerResponse, retryAfter: number, requestId: string): void {
  const detail = `Too many requests came from your address. Please try again in ${retryAfter} s.`
  const headers = { 'retry-after': String(retryAfter) }
  answerPage(response, { status: 429, title: 'Too many requests', detail, requestId, headers })
}

/** No origin answered, and nothing that was kept could stand in. */
export function answerUnavailable(response: ServerResponse, status: number, requestId: string): void {
  const detail =
    'The shop cannot be reached at the moment. Nothing that you did was lost. Please try again shortly.'
  const headers = { 'retry-after': '5' }
  answerPage(response, { status, title: 'We will be right back', detail, requestId, headers })
}

function answerPage(response: ServerResponse, refusal: Refusal): void {
  if (response.headersSent) return void response.destroy()
  const { status, title, detail, requestId, headers } = refusal
  const body = page(title, detail, requestId)
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    'x-cache': 'Error from edge',
    'x-request-id': requestId,
    ...headers,
  })
  response.end(body)
}

const page = (title: string, detail: string, requestId: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
:root { color-scheme: light dark }
body { font: 1.125rem/1.6 system-ui, sans-serif; max-width: 36rem; margin: 15vh auto; padding: 0 1.5rem }
small { overflow-wrap: anywhere }
</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${detail}</p>
<p><small>Reference: ${requestId}</small></p>
</main>
</body>
</html>
`
