// `npm run test:durability`: kills the local cloud, and cuts its power, in the middle of what it does. Flags: tests/durability/main.ts.
import { attack } from './run/attack.mjs'

await attack('tests/durability/main.ts')
