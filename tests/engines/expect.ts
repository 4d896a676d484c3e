import { type Case, runSuites } from './suites'

/** Runs contract suites against an engine that must pass them whole. @throws Error that names what failed, or that nothing ran */
export async function expectAllPass(
  files: readonly string[],
  environment: Readonly<Record<string, string>>,
  about: (one: Case) => boolean = () => true,
): Promise<void> {
  const cases = (await runSuites(files, environment)).filter(about)
  const failed = cases.filter((one) => one.outcome === 'failed')
  const passed = cases.filter((one) => one.outcome === 'passed')
  for (const one of failed) console.log(`   ✗ ${one.name}\n     ${one.said}`)
  console.log(`   ${passed.length} cases passed, ${failed.length} failed`)
  if (failed.length > 0) throw new Error(`${failed.length} cases failed`)
  if (passed.length === 0) throw new Error('no case was run')
}
