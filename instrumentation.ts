/** Next calls this once before it serves. The Node of the web tier is the only runtime that the shop has. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs' || !process.env.OTEL_EXPORTER_OTLP_ENDPOINT) return
  const { startTelemetry } = await import('@/server/platform/telemetry/start')
  startTelemetry('web')
}
