/** Begins a trace with a request of this page's, where the page was told that the shop traces; otherwise nothing, at no cost.
 *  https://www.w3.org/TR/trace-context/#traceparent-header */
export function traceHeaders(): Record<string, string> {
  if (document.documentElement.dataset.traced === undefined) return {}
  const span = hex(8)
  // Its own id once more: Next makes spans before the door, and puts them in the place of `traceparent`.
  return { traceparent: `00-${hex(16)}-${span}-01`, 'x-quayside-sent': `${Date.now()}-${span}` }
}

const hex = (bytes: number): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
