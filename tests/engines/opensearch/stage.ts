import { expectAllPass } from '../expect'
import { startOpenSearch } from './opensearch'

/** The search port's suite against an engine of its own. */
export async function searchesInOpenSearch(): Promise<void> {
  const engine = await startOpenSearch()
  try {
    await expectAllPass(['search.test.ts'], { OPENSEARCH_URL: engine.url }, (one) =>
      one.name.includes('OpenSearch'),
    )
  } finally {
    await engine.program.kill()
  }
}
