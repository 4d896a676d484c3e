import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from '@playwright/test'

const run = promisify(execFile)

test('home, category and product load little JavaScript above an empty page of the framework', async ({
  baseURL,
}) => {
  const { stdout } = await run(process.execPath, ['tools/js-budget.mjs', baseURL ?? ''])
  console.log(stdout)
  expect(stdout).toContain('/en-GB')
})
