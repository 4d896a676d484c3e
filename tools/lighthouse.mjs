/**
 * `npm run lighthouse -- [URL] [--runs 5] [--quality]`: Lighthouse over the pages that shoppers arrive at, beside an empty page of the
 * same framework in the same run, as a table of medians. URL is that of a running shop (default http://localhost:3000).
 * `--quality` leaves the speed out of the judgement, for machines that do other things at the same time.
 * Fails when a page misses what is asked of it (`required`).
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureInstalled } from './run/install.mjs'

const version = '13.5.0'
const required = {
  accessibility: 100,
  'best-practices': 100,
  seo: 100,
  layoutShift: 0.02,
  desktop: 99,
  belowEmpty: 3,
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '5' }, quality: { type: 'boolean', default: false } },
})
const site = positionals[0] ?? process.env.BASE_URL ?? 'http://localhost:3000'
const runs = Number(values.runs)
const pages = [
  ['empty', '/budget'],
  ['home', '/en-GB'],
  ['category', '/en-GB/c/vases'],
  ['product', '/en-GB/p/harbour-vase'],
  ['search', '/en-GB/search?q=vase'],
]

/** Lighthouse is large and wanted by nobody else: it lives in the user's cache, not among the project's packages. */
function lighthouseCommand() {
  const home = join(
    process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'),
    'quayside',
    `lighthouse-${version}`,
  )
  const entry = join(home, 'node_modules/lighthouse/cli/index.js')
  if (!existsSync(entry)) {
    console.log(`Installing Lighthouse ${version} …`)
    mkdirSync(home, { recursive: true })
    const done = spawnSync('npm', [
      'install',
      '--no-audit',
      '--no-fund',
      '--prefix',
      home,
      `lighthouse@${version}`,
    ])
    if (done.status !== 0) {
      console.log(`SKIPPED: Lighthouse ${version} could not be installed: ${done.stderr}`)
      process.exit(77)
    }
  }
  return entry
}

ensureInstalled()
const { ensureChromium } = await import('./run/chromium.mjs')
const { chromium } = await import('@playwright/test')
const chrome = (await ensureChromium()) ?? chromium.executablePath()
const command = lighthouseCommand()
const scratch = mkdtempSync(join(tmpdir(), 'quayside-lighthouse-'))
process.once('exit', () => rmSync(scratch, { recursive: true, force: true }))

/** One run's figures. */
function measure(path, device) {
  const output = join(scratch, 'report.json')
  const flags = [
    '--output=json',
    `--output-path=${output}`,
    '--quiet',
    '--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --disable-quic',
    ...(device === 'desktop' ? ['--preset=desktop'] : []),
  ]
  const look = () =>
    spawnSync(process.execPath, [command, new URL(path, site).href, ...flags], {
      env: { ...process.env, CHROME_PATH: chrome },
      encoding: 'utf8',
    })
  let { status, stderr } = look()
  // Now and then Chromium records no beginning of the page, and there is nothing to measure.
  for (let again = 0; again < 4 && status !== 0 && stderr.includes('NO_NAVSTART'); again++)
    ({ status, stderr } = look())
  if (status !== 0) throw new Error(`Lighthouse failed on ${path}: ${stderr}`)
  const { categories, audits } = JSON.parse(readFileSync(output, 'utf8'))
  const score = (category) => Math.round((categories[category]?.score ?? 0) * 100)
  const failed = ['accessibility', 'best-practices', 'seo'].flatMap((category) =>
    categories[category].auditRefs
      .filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 1)
      .map(({ id }) => id),
  )
  return {
    performance: score('performance'),
    accessibility: score('accessibility'),
    'best-practices': score('best-practices'),
    seo: score('seo'),
    paint: audits['largest-contentful-paint'].numericValue,
    blocking: audits['total-blocking-time'].numericValue,
    layoutShift: audits['cumulative-layout-shift'].numericValue,
    /** 1, 0, or null where the largest paint is no picture. */
    discovered: audits['lcp-discovery-insight']?.score ?? null,
    failed,
  }
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]
const names = ['performance', 'accessibility', 'best-practices', 'seo', 'paint', 'blocking', 'layoutShift']
const missed = []
for (const device of ['mobile', 'desktop']) {
  console.log(`\n${device}, median of ${runs}`)
  console.log(
    `${'page'.padEnd(10)} speed  accessibility  best practices  SEO  largest paint  blocking  layout shift`,
  )
  let empty = 0
  for (const [name, path] of pages) {
    const reports = Array.from({ length: runs }, () => measure(path, device))
    const of = Object.fromEntries(names.map((figure) => [figure, median(reports.map((one) => one[figure]))]))
    console.log(
      `${name.padEnd(10)} ${String(of.performance).padStart(5)}  ${String(of.accessibility).padStart(13)}  ${String(
        of['best-practices'],
      ).padStart(
        14,
      )}  ${String(of.seo).padStart(3)}  ${`${Math.round(of.paint)} ms`.padStart(13)}  ${`${Math.round(
        of.blocking,
      )} ms`.padStart(8)}  ${of.layoutShift.toFixed(3).padStart(12)}`,
    )
    if (name === 'empty') {
      empty = of.performance
      continue
    }
    const miss = (what) => missed.push(`${name}, ${device}: ${what}`)
    for (const category of ['accessibility', 'best-practices', 'seo']) {
      if (of[category] < required[category])
        miss(`${category} ${of[category]} (${[...new Set(reports[0].failed)]})`)
    }
    if (of.layoutShift >= required.layoutShift) miss(`layout shift ${of.layoutShift.toFixed(3)}`)
    if (reports.some(({ discovered }) => discovered === 0))
      miss('the largest picture is not found in the HTML')
    if (values.quality) continue
    if (device === 'mobile' && of.performance < empty - required.belowEmpty) {
      miss(`speed ${of.performance}, the empty page ${empty}`)
    }
    if (device === 'desktop' && of.performance < required.desktop) miss(`speed ${of.performance}`)
  }
}
console.log(missed.length ? `\nmissed:\n${missed.join('\n')}` : '\nnothing missed')
process.exit(missed.length ? 1 : 0)
