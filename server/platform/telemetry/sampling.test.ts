import { ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api'
import { SamplingDecision } from '@opentelemetry/sdk-trace'
import { describe, expect, it } from 'vitest'
import { OwnShare } from '@/server/platform/telemetry/sampling'

const key = 'only-for-tests-and-long-enough-for-them'
const ids = Array.from({ length: 2000 }, (_, at) => at.toString(16).padStart(32, '0'))
const under = (traceId: string, traceFlags: number, isRemote: boolean) =>
  trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId: '1'.padStart(16, '0'), traceFlags, isRemote })
const keeps = (sampler: OwnShare, traceId: string, context = ROOT_CONTEXT, kind = SpanKind.SERVER) =>
  sampler.shouldSample(context, traceId, 'request', kind).decision === SamplingDecision.RECORD_AND_SAMPLED

describe('the share of traces that is kept', () => {
  it('is what the deployment says, whatever a stranger calls sampled and however they choose ids', () => {
    const sampler = new OwnShare(0.1, key)
    for (const flags of [0, 1]) {
      const kept = ids.filter((id) => keeps(sampler, id, under(id, flags, true))).length / ids.length
      expect(kept).toBeGreaterThan(0.07)
      expect(kept).toBeLessThan(0.13)
    }
  })
  it('is all or nothing at its ends', () => {
    expect(ids.every((id) => keeps(new OwnShare(1, key), id, under(id, 0, true)))).toBe(true)
    expect(ids.some((id) => keeps(new OwnShare(0, key), id, under(id, 1, true)))).toBe(false)
  })
  it('is the same in every process of the deployment', () => {
    const [one, other] = [new OwnShare(0.3, key), new OwnShare(0.3, key)]
    expect(ids.filter((id) => keeps(one, id))).toEqual(ids.filter((id) => keeps(other, id)))
  })
  it('goes on within a request and in what its messages cause', () => {
    const sampler = new OwnShare(0, key)
    expect(keeps(sampler, 'a'.repeat(32), under('a'.repeat(32), 1, false), SpanKind.INTERNAL)).toBe(true)
    expect(keeps(sampler, 'a'.repeat(32), under('a'.repeat(32), 1, true), SpanKind.CONSUMER)).toBe(true)
    expect(keeps(new OwnShare(1, key), 'a'.repeat(32), under('a'.repeat(32), 0, false))).toBe(false)
  })
})
