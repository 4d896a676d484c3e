import { execFile } from 'node:child_process'

interface Ended {
  code: number
  output: string
  problem: string
}

/** Runs what stands behind a command of the operators as a process of its own, as the command does. */
export function runCommand(
  command: 'redrive' | 'ledger',
  args: string[] = [],
  env: Record<string, string> = {},
): Promise<Ended> {
  const file = ['--import', 'tsx', `server/workers/${command}.ts`, ...args]
  const quiet = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' }
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      file,
      { env: { ...process.env, ...quiet, ...env } },
      (_, output, problem) => resolve({ code: child.exitCode ?? 1, output, problem }),
    )
  })
}
