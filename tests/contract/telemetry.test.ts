import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { type CloudTarget, cloudTarget } from '@/tests/contract/target'

let cloud: CloudTarget
beforeAll(async () => {
  cloud = await cloudTarget()
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', cloud.door ?? '')
  vi.stubEnv('OTEL_BSP_SCHEDULE_DELAY', '50')
  vi.stubEnv('OTEL_METRIC_EXPORT_INTERVAL', '100')
  vi.stubEnv('OTEL_METRIC_EXPORT_TIMEOUT', '90')
  vi.resetModules()
  const { startTelemetry } = await import('@/server/platform/telemetry/start')
  startTelemetry('test')
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await cloud.stop()
})

const page = async (path: string) => (await fetch(`${cloud.door}${path}`)).text()

it('a request, the event that it causes and the reaction to that are one trace, without its query', async () => {
  const { serve } = await import('@/server/platform/http/door')
  const { api, json } = await import('@/server/platform/http/api')
  const { event, on } = await import('@/server/platform/events')
  const { dispatch } = await import('@/server/workers/consumers')
  const { anonymous } = await import('@/server/platform/principal')

  const rung = event('BellRung', 1, z.object({ bell: z.string() }))
  const queue: unknown[] = []
  const bells = api('/bells').openapi(
    {
      method: 'post',
      path: '/{bell}',
      request: { params: z.object({ bell: z.string() }) },
      responses: { 200: json(z.object({ rung: z.string() })) },
    },
    (c) => {
      const { bell } = c.req.valid('param')
      queue.push(JSON.parse(JSON.stringify(rung({ bell }))))
      return c.json({ rung: bell }, 200)
    },
  )
  const door = serve(
    { prefix: '/api', identify: async () => ({ principal: anonymous, cookies: () => [] }) },
    [bells],
  )
  const answer = await door(new Request('http://shop/api/bells/harbour?token=secret', { method: 'POST' }))
  expect(answer.status).toBe(200)

  const heard: string[] = []
  const consumer = on(rung, async ({ data }) => void heard.push(data.bell))
  for (const body of queue) await dispatch('orders-consumer', [consumer], body)
  expect(heard).toEqual(['harbour'])

  await vi.waitFor(
    async () => {
      const list = await page('/traces')
      const [, id] = /traces\/([0-9a-f]{32})">POST \/api\/bells\/:bell → 200/.exec(list) ?? []
      const trace = await page(`/traces/${id}`)
      expect(trace).toContain('orders-consumer: BellRung')
      expect(trace).not.toContain('secret')
      expect(list).toMatch(/POST \/api\/bells\/:bell<td>1<td>0/)
      expect(list).toMatch(/orders-consumer: BellRung<td>1<td>0/)
    },
    { timeout: 10_000, interval: 100 },
  )
})

it('a trace begins with the request of the browser, under the ids that it has chosen', async () => {
  const { serve } = await import('@/server/platform/http/door')
  const { anonymous } = await import('@/server/platform/principal')
  const door = serve(
    { prefix: '/api', identify: async () => ({ principal: anonymous, cookies: () => [] }) },
    [],
  )
  const id = '4bf92f3577b34da6a3ce929d0e0e4736'
  // What Next has put in the place of the browser's span.
  const ofNext = 'b7ad6b7169203331'
  const asked = (sent: number, trace: string) =>
    new Request('http://shop/api/gongs/harbour?token=secret', {
      headers: { traceparent: `00-${trace}-${ofNext}-01`, 'x-quayside-sent': `${sent}-00f067aa0ba902b7` },
    })
  await door(asked(Date.now() - 20, id))
  const ofWrongClock = 'c'.repeat(32)
  await door(asked(Date.now() + 3_600_000, ofWrongClock))
  await vi.waitFor(
    async () => {
      const trace = await page(`/traces/${id}`)
      expect(trace).toContain('browser: GET /api/gongs')
      expect(trace).not.toContain('secret')
      expect(trace.indexOf('browser: GET')).toBeLessThan(trace.indexOf('→ 404'))
      expect(await page(`/traces/${ofWrongClock}`)).toContain('→ 404')
    },
    { timeout: 10_000, interval: 100 },
  )
  expect(await page(`/traces/${ofWrongClock}`)).not.toContain('browser: ')
})

it('a reaction that fails is told as failed, by its code and not by what it says', async () => {
  const { event, on } = await import('@/server/platform/events')
  const { dispatch } = await import('@/server/workers/consumers')
  const { NotFound } = await import('@/server/platform/errors')
  const cracked = event('BellCracked', 1, z.object({}))
  const consumer = on(cracked, async () => {
    throw new NotFound('no-such-bell', 'ann@example.com has no bell')
  })
  await expect(dispatch('orders-consumer', [consumer], cracked({}))).rejects.toThrow()
  await vi.waitFor(
    async () => {
      const list = await page('/traces?all')
      const [, id] = /traces\/([0-9a-f]{32})">orders-consumer: BellCracked/.exec(list) ?? []
      const trace = await page(`/traces/${id}`)
      expect(trace).toContain('no-such-bell')
      expect(trace).not.toContain('ann@example.com')
      expect(list).toMatch(/orders-consumer: BellCracked<td>1<td>1/)
    },
    { timeout: 10_000, interval: 100 },
  )
})
