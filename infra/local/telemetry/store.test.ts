import { describe, expect, it } from 'vitest'
import { tracePage, tracesPage } from './page'
import { TelemetryStore } from './store'
import { waterfall } from './waterfall'

const id = (letter: string, length: number) => letter.repeat(length)
const told = (service: string, spans: readonly object[]) => ({
  resourceSpans: [
    {
      resource: { attributes: [{ key: 'service.name', value: { stringValue: service } }] },
      scopeSpans: [{ spans }],
    },
  ],
})
const span = (trace: string, own: string, from: number, to: number, more: object = {}) => ({
  traceId: id(trace, 32),
  spanId: id(own, 16),
  name: `span ${own}`,
  startTimeUnixNano: String(1_700_000_000_000_000_000n + BigInt(from) * 1_000_000n),
  endTimeUnixNano: String(1_700_000_000_000_000_000n + BigInt(to) * 1_000_000n),
  ...more,
})
const asked = { attributes: [{ key: 'quayside.served', value: { stringValue: 'request' } }] }

describe('what the processes tell of a request', () => {
  it('is one waterfall, whoever tells first', () => {
    const store = new TelemetryStore()
    store.takeSpans(told('worker', [span('a', '3', 40, 50, { parentSpanId: id('2', 16) })]))
    store.takeSpans(
      told('web', [
        span('a', '2', 5, 20, { parentSpanId: id('1', 16) }),
        span('a', '1', 0, 30, { parentSpanId: id('f', 16), ...asked }),
      ]),
    )
    const [trace] = store.traces(false)
    if (!trace) throw new Error('no trace')
    const { rows, span: whole } = waterfall(trace)
    expect(rows.map((row) => [row.span.name, row.span.service, row.depth])).toEqual([
      ['span 1', 'web', 0],
      ['span 2', 'web', 1],
      ['span 3', 'worker', 2],
    ])
    expect(whole).toBeCloseTo(50)
  })

  it('is not pushed out by events that nobody asked for', () => {
    const store = new TelemetryStore()
    store.takeSpans(told('web', [span('a', '1', 0, 1, asked)]))
    for (let n = 0; n < 700; n++) {
      const traceId = n.toString(16).padStart(32, 'b')
      store.takeSpans(told('worker', [{ ...span('b', '1', 0, 1), traceId }]))
    }
    expect(store.traces(false)).toHaveLength(1)
    expect(store.traces(true)).toHaveLength(301)
  })

  it('is drawn once, even where two spans have one id', () => {
    const store = new TelemetryStore()
    const twice = { ...asked, parentSpanId: id('0', 16) }
    const child = span('a', '2', 5, 20, { parentSpanId: id('1', 16) })
    store.takeSpans(told('web', [span('a', '1', 0, 30, twice), span('a', '1', 1, 29, twice), child]))
    const [trace] = store.traces(false)
    if (!trace) throw new Error('no trace')
    expect(waterfall(trace).rows).toHaveLength(3)
  })

  it('is called as its route is, and by the browser that began it', () => {
    const store = new TelemetryStore()
    const route = { key: 'http.route', value: { stringValue: '/api/bells/:bell' } }
    const door = { name: 'POST /api/bells/:bell', attributes: [...asked.attributes, route] }
    store.takeSpans(
      told('web', [
        { ...span('a', '1', 0, 30), name: 'browser: POST /api/bells' },
        span('a', '2', 1, 29, { parentSpanId: id('1', 16), ...door }),
      ]),
    )
    expect(tracesPage(store.traces(false), [])).toContain('>browser: POST /api/bells/:bell<')
  })

  it('is no request when an event made a consumer ask for something', () => {
    const store = new TelemetryStore()
    const attributes = [{ key: 'quayside.served', value: { stringValue: 'event' } }]
    store.takeSpans(told('web', [span('a', '2', 5, 20, { parentSpanId: id('1', 16), ...asked })]))
    store.takeSpans(told('worker', [span('a', '1', 0, 30, { attributes })]))
    expect(store.traces(false)).toEqual([])
    expect(store.traces(true)).toHaveLength(1)
  })

  it('is text on the page, whatever a span is called', () => {
    const store = new TelemetryStore()
    const attributes = [...asked.attributes, { key: 'x', value: { stringValue: '<b>"bold"' } }]
    store.takeSpans(
      told('web', [
        { ...span('a', '1', 0, 1, { attributes }), name: '<script>', status: { code: 2, message: '<i>' } },
      ]),
    )
    const [trace] = store.traces(false)
    if (!trace) throw new Error('no trace')
    for (const page of [tracesPage([trace], store.rates()), tracePage(trace)]) {
      expect(page).toContain('&lt;script&gt;')
      expect(page).not.toMatch(/<script|<b>|<i>/)
    }
  })

  it('that is no OTLP is refused', () => {
    const store = new TelemetryStore()
    expect(() => store.takeSpans(told('web', [{ name: 'no ids' }]))).toThrow()
    expect(store.traces(true)).toEqual([])
  })
})

describe('rates', () => {
  it('add up over the points of a route, and name those that failed', () => {
    const store = new TelemetryStore()
    const point = (count: number, bucketCounts: number[], failed: boolean) => ({
      count,
      bucketCounts,
      explicitBounds: [0.01, 0.1],
      attributes: [
        { key: 'http.route', value: { stringValue: '/api/cart' } },
        { key: 'http.request.method', value: { stringValue: 'GET' } },
        ...(failed ? [{ key: 'error.type', value: { stringValue: 'failed' } }] : []),
      ],
    })
    store.takeMetrics({
      resourceMetrics: [
        {
          resource: { attributes: [{ key: 'service.name', value: { stringValue: 'web' } }] },
          scopeMetrics: [
            {
              metrics: [
                {
                  name: 'http.server.request.duration',
                  histogram: { dataPoints: [point(97, [97, 0, 0], false), point(3, [0, 1, 2], true)] },
                },
              ],
            },
          ],
        },
      ],
    })
    expect(store.rates()).toEqual([
      {
        service: 'web',
        what: 'GET /api/cart',
        count: 100,
        failed: 3,
        p50: 0.01,
        p99: Number.POSITIVE_INFINITY,
      },
    ])
  })
})
