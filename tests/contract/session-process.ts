import { findSession } from '@/server/sessions/sessions'

/** One more task of the shop: waits for a line, then asks for the same session many times at once, and prints what it found. */
const [value = '', times = '1'] = process.argv.slice(2)
await findSession('warm-up'.padEnd(43, '-'))
process.stdout.write('READY\n')
process.stdin.once('data', async () => {
  const found = await Promise.all(Array.from({ length: Number(times) }, () => findSession(value)))
  process.stdout.write(`${JSON.stringify(found.map((session) => session?.kind ?? 'none'))}\n`)
  process.exit(0)
})
