import { context, metrics, propagation, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { W3CTraceContextPropagator } from '@opentelemetry/core'
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics'
import {
  BatchSpanProcessor,
  createAlwaysRecordSampler,
  type Sampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import { idGenerator } from '@/server/platform/telemetry/id-generator'
import { Rates } from '@/server/platform/telemetry/rates'
import { OwnShare } from '@/server/platform/telemetry/sampling'

/** Sends what this process does as OTLP over HTTP, to where `OTEL_EXPORTER_OTLP_ENDPOINT` says (its headers, time limits and so on are
 *  OpenTelemetry's own variables): spans, and the rates, errors and durations of what it serves. Once for each process.
 *  https://opentelemetry.io/docs/specs/otel/protocol/exporter/
 *  @param service the process: `web`, `worker`, `app-tier` */
export function startTelemetry(service: string): void {
  if (!process.env.OTEL_EXPORTER_OTLP_ENDPOINT) return
  const resource = resourceFromAttributes({
    'service.name': process.env.OTEL_SERVICE_NAME ?? `quayside-${service}`,
  })
  const meters = new MeterProvider({
    resource,
    readers: [
      new PeriodicExportingMetricReader({
        exporter: new OTLPMetricExporter(),
        exportIntervalMillis: Number(process.env.OTEL_METRIC_EXPORT_INTERVAL ?? 60_000),
        exportTimeoutMillis: Number(process.env.OTEL_METRIC_EXPORT_TIMEOUT ?? 30_000),
      }),
    ],
  })
  metrics.setGlobalMeterProvider(meters)
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  propagation.setGlobalPropagator(new W3CTraceContextPropagator())
  const spans = new TracerProvider({
    resource,
    idGenerator: idGenerator(),
    sampler: sampler(process.env.OTEL_TRACES_SAMPLER_ARG),
    spanProcessors: [
      new Rates(meters.getMeter('quayside')),
      new BatchSpanProcessor({
        exporter: new OTLPTraceExporter(),
        scheduledDelayMillis: Number(process.env.OTEL_BSP_SCHEDULE_DELAY ?? 5_000),
      }),
    ],
  })
  trace.setGlobalTracerProvider(spans)
  process.once('beforeExit', () => Promise.all([spans.shutdown(), meters.shutdown()]))
}

/** A share of all requests is sent (0 to 1; all of them where nobody says), each with everything that follows from it. The others are
 *  counted nevertheless, so that rates are of everything. */
function sampler(share = '1'): Sampler {
  const ratio = Number.isNaN(Number(share)) ? 1 : Number(share)
  return createAlwaysRecordSampler(new OwnShare(ratio, process.env.INTERNAL_SECRET))
}
