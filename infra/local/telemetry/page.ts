import { escapeHtml } from '../html'
import type { Rate, Span, Trace } from './store'
import { type Row, waterfall } from './waterfall'

/** The last requests, and how everything has served. */
export function tracesPage(traces: readonly Trace[], rates: readonly Rate[]): string {
  const body = `<h1>Requests</h1>
${
  traces.length === 0
    ? '<p>Nothing has been traced yet. <code>npm run dev</code> traces; so does <code>TRACES=on npm start</code>.</p>'
    : `<table><thead><tr><th>When<th>Request<th>Took<th>Spans<th>Through</thead><tbody>
${traces.map(line).join('\n')}
</tbody></table>`
}
<p><a href="/traces?all">With events that no request caused</a></p>
<h2>Rates, errors, durations</h2>
${
  rates.length === 0
    ? '<p>Counts are told once a minute.</p>'
    : `<table><thead><tr><th>Process<th>What<th>Served<th>Failed<th>Half within<th>99 % within</thead><tbody>
${rates.map(rateLine).join('\n')}
</tbody></table>`
}`
  return page('Requests', body)
}

/** One request: everything that was done for it, until the last consumer. */
export function tracePage(trace: Trace): string {
  const { rows, start, span } = waterfall(trace)
  const title = headline(rows)
  const key = processesOf(rows).map((name) => `<span class="${escapeHtml(name)}">${escapeHtml(name)}</span>`)
  const body = `<p><a href="/traces">All requests</a></p>
<h1>${escapeHtml(title)}</h1>
<p>${when(start)}, ${duration(span)}, ${trace.spans.length} spans. Trace <code>${trace.id}</code></p>
<p class="key">${key.join(' ')}</p>
<ol class="fall">
${rows.map((row) => bar(row, start, span)).join('\n')}
</ol>`
  return page(title, body)
}

function line(trace: Trace): string {
  const { rows, start, span } = waterfall(trace)
  // A call that was refused and dealt with is no failure of the request.
  const failed = rows.some(({ span }) => span.failed !== undefined && 'quayside.served' in span.attributes)
  return `<tr${failed ? ' class="failed"' : ''}><td>${when(start)}<td><a href="/traces/${trace.id}">${escapeHtml(headline(rows))}</a><td>${duration(span)}<td>${trace.spans.length}<td>${escapeHtml(processesOf(rows).join(', '))}`
}

/** What was asked for: as the door calls it, else as Next does, else as the first span is called. */
function headline(rows: readonly Row[]): string {
  const spans = rows.map(({ span }) => span)
  const [first] = spans
  if (!first) return 'A request'
  const asked =
    spans.find(({ attributes }) => attributes['quayside.served'] === 'request') ??
    spans.find(({ attributes }) => attributes['http.route'] !== undefined)
  const told = first.attributes['quayside.served'] === 'event' ? first : (asked ?? first)
  return processOf(first) === 'browser' && told !== first ? `browser: ${titleOf(told)}` : titleOf(told)
}

/** Where a span happened. The door tells of a browser's span in its name. */
const processOf = ({ name, service }: Span): string =>
  name.startsWith('browser: ') ? 'browser' : service.replace('quayside-', '')

/** In the order in which they had a part. */
const processesOf = (rows: readonly Row[]): string[] => [...new Set(rows.map(({ span }) => processOf(span)))]

const titleOf = ({ name, attributes }: Span): string => {
  const status = attributes['http.response.status_code'] ?? attributes['http.status_code']
  return status === undefined ? name : `${name} → ${status}`
}

const rateLine = ({ service, what, count, failed, p50, p99 }: Rate): string =>
  `<tr${failed > 0 ? ' class="failed"' : ''}><td>${escapeHtml(service)}<td>${escapeHtml(what)}<td>${count}<td>${failed}<td>${within(p50)}<td>${within(p99)}`

const within = (seconds: number): string =>
  Number.isFinite(seconds) ? duration(seconds * 1000) : 'over 10 s'
const when = (milliseconds: number): string => `${new Date(milliseconds).toISOString().slice(11, 23)} UTC`
const duration = (milliseconds: number): string =>
  milliseconds < 1
    ? '< 1 ms'
    : milliseconds < 1000
      ? `${milliseconds.toFixed(milliseconds < 10 ? 1 : 0)} ms`
      : `${(milliseconds / 1000).toFixed(2)} s`

function bar({ span, depth }: Row, start: number, whole: number): string {
  const from = whole === 0 ? 0 : ((span.start - start) / whole) * 100
  const wide = whole === 0 ? 100 : ((span.end - span.start) / whole) * 100
  const attributes = Object.entries(span.attributes)
    .map(([key, value]) => `<dt>${escapeHtml(key)}<dd>${escapeHtml(value)}`)
    .join('')
  return `<li class="${span.failed === undefined ? '' : 'failed'} ${escapeHtml(processOf(span))}"><details><summary>
<span style="padding-inline-start:${depth * 0.9}rem">${escapeHtml(titleOf(span))}${span.failed ? ` <em>${escapeHtml(span.failed)}</em>` : ''}</span>
<span class="time">${duration(span.end - span.start)}</span>
<span class="track"><span style="inset-inline-start:${from.toFixed(2)}%;inline-size:max(2px,${wide.toFixed(2)}%)"></span></span>
</summary><dl><dt>process<dd>${escapeHtml(span.service)}<dt>begins after<dd>${duration(span.start - start)}${attributes}</dl></details>`
}

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} – Quayside's local traces</title>
<style>
  :root { color-scheme: light dark; font: .9375rem/1.5 system-ui, sans-serif }
  body { max-width: 80rem; margin: 0 auto; padding: 1.5rem }
  table { border-collapse: collapse; inline-size: 100%; margin-block: 1rem 2rem }
  th, td { text-align: start; padding: .3rem .75rem .3rem 0; border-block-end: 1px solid color-mix(in srgb, currentcolor 15%, transparent); vertical-align: baseline; overflow-wrap: anywhere }
  td { font-variant-numeric: tabular-nums }
  .failed, .failed a { color: light-dark(#a8261d, #ff9a8f) }
  .fall { list-style: none; padding: 0 }
  .fall > li { border-block-end: 1px solid color-mix(in srgb, currentcolor 12%, transparent) }
  summary { display: grid; grid-template-columns: minmax(14rem, 2fr) 5rem 3fr; gap: .75rem; align-items: center; cursor: pointer; padding-block: .2rem }
  summary > span:first-child { overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
  .time { text-align: end; font-variant-numeric: tabular-nums; opacity: .75 }
  .track { position: relative; block-size: .8rem; background: color-mix(in srgb, currentcolor 6%, transparent) }
  body { --of-process: light-dark(#2a3bd0, #aab6ff) }
  .browser { --of-process: light-dark(#1f7a4d, #7fd6a8) }
  .worker { --of-process: light-dark(#8a4b0f, #eab676) }
  .app-tier { --of-process: light-dark(#7a2a8a, #dca2ea) }
  .fall .failed { --of-process: light-dark(#a8261d, #ff9a8f) }
  .track > span { position: absolute; inset-block: 0; background: var(--of-process) }
  .key > span { margin-inline-end: 1rem }
  .key > span::before { content: ''; display: inline-block; inline-size: .8rem; block-size: .8rem; margin-inline-end: .35rem; background: var(--of-process) }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; margin: .25rem 0 .75rem 1rem; font-size: .875rem }
  dd { margin: 0; overflow-wrap: anywhere }
</style>
${body}
</html>
`
