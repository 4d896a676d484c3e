import { gunzipSync } from 'node:zlib'
import { readFileSync } from 'node:fs'
import { readCategoryTree } from '@/server/feeds/icecat/category-tree'
import { CategoryClassifier } from '@/server/feeds/icecat/derive-category'
const rows = gunzipSync(readFileSync('/work/shared/data/icecat/products.ndjson.gz'))
  .toString()
  .trim()
  .split('\n')
  .map((l) => JSON.parse(l))
const c = new CategoryClassifier(readCategoryTree('server/feeds/mappings/icecat-categories.yaml'))
let t = performance.now()
const by = new Map<string, any[]>()
for (const r of rows) {
  const l = c.deriveCategory(r)
  by.set(l.id, [...((by.get(l.id) ?? []).length > 5000 ? [] : [])])
}
by.clear()
for (const r of rows) {
  const l = c.deriveCategory(r)
  if (!by.has(l.id)) by.set(l.id, [])
  by.get(l.id)!.push(r)
}
console.log('ms', (performance.now() - t) / 2)
let seed = Number(process.argv[3] ?? 1)
const rnd = () => (seed = (seed * 16807) % 2147483647) / 2147483647
const only = process.argv[2]
for (const [id, list] of [...by].sort((a, b) => b[1].length - a[1].length)) {
  if (only && only !== 'all' && only !== id) continue
  const n = only && only !== 'all' ? 60 : 7
  console.log(`${list.length} ${id}`)
  for (let i = 0; i < n && i < list.length; i++) {
    const r = list[Math.floor(rnd() * list.length)]
    console.log(
      '     ',
      r.title.slice(0, 70),
      '|',
      (r.short_description ?? '').slice(0, 45).replace(/\n/g, ' '),
    )
  }
}
