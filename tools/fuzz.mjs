// `npm run test:fuzz`: asks the local cloud what no client would ask. Flags: tests/fuzz/main.ts.
import { attack } from './run/attack.mjs'

await attack('tests/fuzz/main.ts')
