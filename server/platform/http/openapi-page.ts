import type { openApiDocument } from '@/server/platform/http/openapi'

type Document = ReturnType<typeof openApiDocument>

const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
const code = (value: unknown): string => `<pre>${escape(JSON.stringify(value, null, 2))}</pre>`

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const

function operations(document: Document): string {
  return Object.entries(document.paths ?? {})
    .flatMap(([path, item]) =>
      methods.flatMap((method) => {
        const operation = item?.[method]
        if (!operation) return []
        const parts = [
          operation.parameters && `<h3>Parameters</h3>${code(operation.parameters)}`,
          operation.requestBody && `<h3>Body</h3>${code(operation.requestBody)}`,
          `<h3>Answers</h3>${code(operation.responses)}`,
        ]
        return `<details><summary><b>${method.toUpperCase()}</b> <code>${escape(path)}</code> <span>${escape(
          operation.summary ?? '',
        )}</span></summary>${parts.filter(Boolean).join('')}</details>`
      }),
    )
    .join('\n')
}

/** The API's description as a page to browse, without scripts. */
export function openApiPage(document: Document): string {
  const title = escape(`${document.info.title} API`)
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><style>
:root{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif}
body{max-width:60rem;margin:3rem auto;padding:0 1.25rem}
details{border-block-end:1px solid color-mix(in srgb,currentColor 20%,transparent);padding:.6rem 0}
summary{cursor:pointer}summary b{display:inline-block;min-width:4.5rem}summary span{opacity:.7}
pre{overflow:auto;padding:1rem;background:color-mix(in srgb,currentColor 7%,transparent);border-radius:.4rem;font-size:.85rem}
h3{font-size:.95rem;margin:1rem 0 .25rem}
</style></head><body><main><h1>${title}</h1><p>${escape(document.info.description ?? '')}</p>
<p><a href="/api/openapi.json">openapi.json</a></p>
${operations(document)}
</main></body></html>`
}
