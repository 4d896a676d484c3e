// Runs Next's standalone server, and ends with whoever started it.
import { join } from 'node:path'
import { fillErrorPages } from '../../infra/error-pages.mjs'
import { root } from './root.mjs'

process.on('disconnect', () => process.exit(0))
fillErrorPages()
await import(join(root, '.next', 'standalone', 'server.js'))
