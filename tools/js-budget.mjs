/**
 * How much JavaScript the first view of a page loads, above an empty page of the framework: `node tools/js-budget.mjs URL`.
 * URL is that of a running shop. Fails when a page is over its budget.
 */
import { gzipSync } from 'node:zlib'

const budget = 25 * 1024
const site = process.argv[2]
if (!site) {
  console.error('Say where the shop runs: node tools/js-budget.mjs http://localhost:3000')
  process.exit(2)
}

const text = async (path) => {
  const response = await fetch(new URL(path, site))
  if (!response.ok) throw new Error(`${path} answered ${response.status}`)
  return response.text()
}

const sizes = new Map()
async function sizeOf(script) {
  if (!sizes.has(script)) sizes.set(script, gzipSync(await text(script), { level: 9 }).length)
  return sizes.get(script)
}

/** The scripts that the page's HTML asks for; those for browsers without modules are not loaded by any that we support. */
async function firstLoad(path) {
  const html = await text(path)
  const tags = [...html.matchAll(/<script\b[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => !/\bnomodule\b/i.test(tag))
  const scripts = new Set(tags.flatMap((tag) => /\bsrc="([^"]+)"/.exec(tag)?.[1] ?? []))
  const each = await Promise.all([...scripts].map(sizeOf))
  return { html, scripts: scripts.size, bytes: each.reduce((sum, bytes) => sum + bytes, 0) }
}

const firstLink = (html, pattern) => {
  const match = pattern.exec(html)
  if (!match?.[1]) throw new Error(`no link like ${pattern} was found`)
  return match[1]
}

const empty = await firstLoad('/budget')
const home = await firstLoad('/en-GB')
const category = firstLink(home.html, /href="(\/en-GB\/c\/[^"/]+)"/)
const categoryPage = await firstLoad(category)
const product = firstLink(categoryPage.html, /href="(\/en-GB\/p\/[^"/]+)"/)
const pages = [
  ['home', '/en-GB', home],
  ['category', category, categoryPage],
  ['product', product, await firstLoad(product)],
]

const kib = (bytes) => `${(bytes / 1024).toFixed(1)} kB`
console.log(`empty page of the framework: ${kib(empty.bytes)} in ${empty.scripts} scripts`)
let over = 0
for (const [name, path, { bytes, scripts }] of pages) {
  const above = bytes - empty.bytes
  if (above > budget) over++
  console.log(
    `${name.padEnd(9)} ${kib(bytes)} in ${scripts} scripts, ${kib(above)} above empty (at most ${kib(budget)})  ${path}`,
  )
}
if (over > 0) {
  console.error(`${over} of ${pages.length} pages are over the budget of JavaScript.`)
  process.exit(1)
}
