import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type AuditReport, auditYear } from './audit'

const usage = 'Usage: npm run audit -- YEAR [--request] [--report FILE]'

/** `npm run audit -- 2026` verifies what was archived for a year and compares it with the orders; `--request` asks for what sleeps in Glacier, to be verified by a later
 *  run. Ends with 0 when everything was verified, 1 when something is wrong, 2 when something is still to come. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { request: { type: 'boolean', default: false }, report: { type: 'string' } },
  })
  const year = Number(positionals[0])
  if (!Number.isInteger(year) || year < 2000 || year > 9999 || positionals.length !== 1)
    throw new Error(usage)
  const report = await auditYear(year, values.request)
  if (values.report !== undefined) writeFileSync(values.report, `${JSON.stringify(report, null, 2)}\n`)
  print(report, values.request)
  return exitCodeOf(report)
}

function print(report: AuditReport, request: boolean): void {
  const { year, records, verified, pending, bytes, orders, due, toCome, findings } = report
  for (const { key, problem } of findings) console.log(`${problem.padEnd(20)} ${key}`)
  const asked = request ? ', which were asked for' : ''
  const left = pending > 0 ? `, ${pending} in Glacier${asked}` : ''
  const count = (problem: string) => findings.filter((one) => one.problem === problem).length
  const coming = toCome > 0 ? `, ${toCome} on their way` : ''
  console.log(
    `${year}: ${orders} orders ask for ${due} records: ${count('missing')} missing${coming}, ${count('without-order')} without an order.`,
  )
  console.log(
    `${year}: ${records} records, ${verified} verified (${bytes} bytes), ${findings.length} wrong${left}.`,
  )
}

const exitCodeOf = ({ findings, pending, toCome }: AuditReport): number =>
  findings.length > 0 ? 1 : pending + toCome > 0 ? 2 : 0

main()
  .then((code) => {
    process.exitCode = code
  })
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  })
