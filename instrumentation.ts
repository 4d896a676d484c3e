/** Next calls this once before it serves. The Node of the web tier is the only runtime that the shop has. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  if (process.env.OTEL_EXPORTER_OTLP_ENDPOINT) {
    const { startTelemetry } = await import('@/server/platform/telemetry/start')
    startTelemetry('web')
  }
  const serves = process.env.NODE_ENV === 'production' && process.env.NEXT_PHASE !== 'phase-production-build'
  if (process.env.REDIS_URL && serves) {
    const { sharePages } = await import('@/server/platform/pages/handler')
    sharePages(process.env.REDIS_URL)
  }
}
