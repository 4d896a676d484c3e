import { OpenAPIHono } from '@hono/zod-openapi'
import type { Api, ApiEnvironment } from '@/server/platform/http/api'

/** The OpenAPI 3.1 description of resources, from the schemas that also check their requests. */
export function openApiDocument(resources: readonly Api[]) {
  const all = new OpenAPIHono<ApiEnvironment>()
  for (const routes of resources) all.route('/', routes)
  return all.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Quayside',
      version: '1',
      description:
        'The shop’s resources. Browsers reach them under /api with the session cookie, apps and partners under /v1 with a Cognito access token.',
    },
    servers: [{ url: '/api' }, { url: '/v1' }],
  })
}
