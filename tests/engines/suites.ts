import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { scratch } from './store'

/** How one case of a suite ended. */
export interface Case {
  /** The file and the case's full name. */
  name: string
  outcome: 'passed' | 'failed' | 'skipped'
  /** What a failed case said, without its stack. */
  said: string
}

const Report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.enum(['passed', 'failed', 'skipped', 'pending', 'todo', 'disabled']),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
})

/** Runs files of tests/contract in processes with these variables, and tells of every case.
 *  @throws Error when a file could not be run at all */
export async function runSuites(
  files: readonly string[],
  environment: Readonly<Record<string, string>>,
  milliseconds = 30_000,
): Promise<Case[]> {
  const output = join(scratch('suites'), 'report.json')
  const root = join(import.meta.dirname, '../..')
  const args = ['run', '--project=contract', ...files.map((file) => `tests/contract/${file}`)]
  const report = ['--reporter=json', `--outputFile=${output}`, `--testTimeout=${milliseconds}`]
  const child = spawn(join(root, 'node_modules/.bin/vitest'), [...args, ...report], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...environment },
  })
  let complaint = ''
  child.stderr.on('data', (chunk) => (complaint += String(chunk)))
  const [code] = await once(child, 'close')
  let text: string
  try {
    text = readFileSync(output, 'utf8')
  } catch (error) {
    throw new Error(`the suites were not run (${code}): ${complaint.slice(-600)}`, { cause: error })
  }
  const { testResults } = Report.parse(JSON.parse(text))
  const broken = testResults.find((file) => file.message !== '' && file.assertionResults.length === 0)
  if (broken) throw new Error(`${basename(broken.name)}: ${broken.message}`)
  return testResults.flatMap((file) =>
    file.assertionResults.map((one) => ({
      name: `${basename(file.name, '.test.ts')}: ${one.fullName}`,
      outcome: one.status === 'passed' || one.status === 'failed' ? one.status : ('skipped' as const),
      said: (one.failureMessages?.[0] ?? '').replaceAll(/\n\s+at .*/g, '').slice(0, 600),
    })),
  )
}
