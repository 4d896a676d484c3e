import { z } from 'zod'

/** What is read of OTLP's JSON. https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding */
const Value = z.looseObject({
  stringValue: z.string().optional(),
  intValue: z.union([z.string(), z.number()]).optional(),
  doubleValue: z.number().optional(),
  boolValue: z.boolean().optional(),
})
const Attributes = z
  .array(z.object({ key: z.string(), value: Value }))
  .default([])
  .transform((list) =>
    Object.fromEntries(
      list.map(({ key, value }) => [
        key,
        String(value.stringValue ?? value.intValue ?? value.doubleValue ?? value.boolValue ?? ''),
      ]),
    ),
  )
export type Attributes = z.output<typeof Attributes>
/** Milliseconds since the epoch, with fractions, from nanoseconds. */
const Instant = z.coerce.bigint().transform((nanoseconds) => Number(nanoseconds / 1000n) / 1000)
const Whole = z.coerce.number()
const Resource = z
  .object({ attributes: Attributes })
  .default({ attributes: {} })
  .transform(({ attributes }) => attributes['service.name'] ?? 'unknown')

const OtlpSpan = z.object({
  traceId: z.string().regex(/^[0-9a-f]{32}$/),
  spanId: z.string().regex(/^[0-9a-f]{16}$/),
  parentSpanId: z.string().optional(),
  name: z.string().max(1_000),
  startTimeUnixNano: Instant,
  endTimeUnixNano: Instant,
  attributes: Attributes,
  /** 2 is an error. */
  status: z.object({ code: Whole.optional(), message: z.string().optional() }).default({}),
})
export const TraceExport = z.object({
  resourceSpans: z
    .array(
      z.object({
        resource: Resource,
        scopeSpans: z.array(z.object({ spans: z.array(OtlpSpan).default([]) })),
      }),
    )
    .default([]),
})

const Point = z.object({
  attributes: Attributes,
  count: Whole,
  explicitBounds: z.array(z.number()).default([]),
  bucketCounts: z.array(Whole).default([]),
})
export type Point = z.output<typeof Point>
export const MetricExport = z.object({
  resourceMetrics: z
    .array(
      z.object({
        resource: Resource,
        scopeMetrics: z.array(
          z.object({
            metrics: z
              .array(
                z.object({
                  name: z.string(),
                  histogram: z.object({ dataPoints: z.array(Point).default([]) }).optional(),
                }),
              )
              .default([]),
          }),
        ),
      }),
    )
    .default([]),
})
