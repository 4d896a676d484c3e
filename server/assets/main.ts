import { reconcileAssets } from './reconcile'

/** `npm run assets:reconcile` makes the asset index say what is in the bucket; `-- --report` only tells where it does not. */
async function main(args: readonly string[]): Promise<void> {
  const unknown = args.find((arg) => arg !== '--report')
  if (unknown !== undefined) throw new Error('Usage: npm run assets:reconcile [-- --report]')
  const repair = !args.includes('--report')
  const report = await reconcileAssets({ repair })
  const { objects, assets, missing, stale, undescribed, arriving, differing } = report
  console.log(`${objects} objects, ${assets} assets`)
  console.log(
    `${missing} objects were not in the index, ${stale} in it were gone, ${undescribed} assets had no size`,
  )
  if (arriving > 0) console.log(`${arriving} assets are just being written`)
  for (const key of differing) console.log(`  ${repair ? 'repaired' : 'differs'}  ${key}`)
  if (!repair && differing.length > 0) process.exitCode = 1
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
