import { auditBooks } from './books'

/** `npm run ledger`: goes through all stock, orders and payments of a live store and compares each with what explains it. Prints what
 *  there is and every difference, and exits with 1 when there is one. Nothing is changed. What is under way while it looks may show
 *  as a difference: look again. */
async function main(args: readonly string[]): Promise<void> {
  if (args.length > 0) throw new Error('The ledger is always looked through as a whole: say no more.')
  const { there, differences } = await auditBooks()
  for (const line of there) console.log(line)
  for (const difference of differences) console.log(`DIFFERENCE ${JSON.stringify(difference)}`)
  console.log(differences.length === 0 ? 'the books balance' : `${differences.length} differences`)
  process.exitCode = differences.length === 0 ? 0 : 1
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
