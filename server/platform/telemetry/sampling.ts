import { createHmac, randomBytes } from 'node:crypto'
import { type Context, SpanKind, trace } from '@opentelemetry/api'
import { type Sampler, SamplingDecision, type SamplingResult } from '@opentelemetry/sdk-trace'

/**
 * Keeps a share of all traces. Which ones, this deployment decides by itself: whoever asks it for something may name a trace, but neither
 * that they call it sampled nor how they chose its id has a say. What follows within the deployment goes the way its request went.
 */
export class OwnShare implements Sampler {
  readonly #key: string | Buffer

  /** @param share from 0 to 1
   *  @param key that all processes of the deployment know, and nobody else */
  constructor(
    private readonly share: number,
    key?: string,
  ) {
    this.#key = key ?? randomBytes(32)
  }

  shouldSample(context: Context, traceId: string, _name: string, kind: SpanKind): SamplingResult {
    const parent = trace.getSpanContext(context)
    const follows = parent !== undefined && !(parent.isRemote && kind !== SpanKind.CONSUMER)
    const kept = follows ? (parent.traceFlags & 1) === 1 : this.#keeps(traceId)
    return { decision: kept ? SamplingDecision.RECORD_AND_SAMPLED : SamplingDecision.NOT_RECORD }
  }

  toString(): string {
    return `OwnShare{${this.share}}`
  }

  #keeps(traceId: string): boolean {
    if (this.share >= 1) return true
    const digest = createHmac('sha256', this.#key).update(traceId).digest()
    return digest.readUInt32BE() / 2 ** 32 < this.share
  }
}
