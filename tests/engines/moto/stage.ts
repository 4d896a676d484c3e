import { runSuites } from '../suites'
import { agreementOf, comparedFiles, isEnough, shares } from './agreement'
import { startMoto } from './moto'

/** The contract suites against moto; every difference must be a known one. What moto answers by chance may be asked once more, of a
 *  moto that has just begun. */
export async function agreesWithMoto(): Promise<void> {
  if (await agrees()) return
  console.log('   once more')
  if (!(await agrees())) throw new Error('a difference is not explained, or there are too many')
}

async function agrees(): Promise<boolean> {
  const moto = await startMoto()
  try {
    const agreement = agreementOf(await runSuites(comparedFiles, moto.environment))
    const { agreed, counts, unexplained } = agreement
    const { all, documented } = shares(agreement)
    const percent = (share: number) => `${(share * 100).toFixed(1)} %`
    for (const sentence of unexplained) console.log(`   ✗ ${sentence}`)
    console.log(`   ${agreed} cases agree; moto has nothing for ${counts.absent} cases`)
    console.log(`   ${counts.wrong} it answers against AWS's documentation, ${counts.open} as it may`)
    console.log(`   agreement where it answers as documented ${percent(documented)}, at all ${percent(all)}`)
    return isEnough(agreement)
  } finally {
    await moto.program.kill()
  }
}
