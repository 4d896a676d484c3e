import { resources } from '@/server/api/routes'
import { openApiDocument } from '@/server/platform/http/openapi'
import { openApiPage } from '@/server/platform/http/openapi-page'

export const dynamic = 'force-static'

/** The description of the API as a page. */
export const GET = (): Response =>
  new Response(openApiPage(openApiDocument(resources)), {
    headers: { 'content-type': 'text/html; charset=utf-8' },
  })
