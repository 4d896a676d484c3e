import { resources } from '@/server/api/routes'
import { openApiDocument } from '@/server/platform/http/openapi'

export const dynamic = 'force-static'

/** The description of the API. */
export const GET = (): Response => Response.json(openApiDocument(resources))
