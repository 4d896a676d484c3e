// Runs Next's standalone server, and ends with whoever started it.
import { join } from 'node:path'
import { root } from './root.mjs'

process.on('disconnect', () => process.exit(0))
await import(join(root, '.next', 'standalone', 'server.js'))
