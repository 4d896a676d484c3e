import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type FeedLine, readRows } from './rows'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'quayside-rows-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

async function rowsOf(name: string, content: string | Buffer): Promise<FeedLine[]> {
  const file = join(folder, name)
  writeFileSync(file, content)
  const rows: FeedLine[] = []
  for await (const row of readRows(file)) rows.push(row)
  return rows
}

const vase = { line: 1, row: { id: '1', name: 'Vase' } }

it('reads one JSON object a line, and keeps what is none with its reason', async () => {
  const rows = await rowsOf('a.ndjson', '{"id":"1","name":"Vase"}\n\nnot json\n[1]\n')
  expect(rows).toEqual([
    vase,
    { line: 3, unreadable: 'is no JSON', raw: 'not json' },
    { line: 4, unreadable: 'is no object', raw: '[1]' },
  ])
})

it('reads CSV by its header, quotes and all', async () => {
  const rows = await rowsOf('a.csv', '﻿id,name\n1,Vase\n2,"Bowl, ""large"""\n')
  expect(rows).toEqual([
    { line: 2, row: { id: '1', name: 'Vase' } },
    { line: 3, row: { id: '2', name: 'Bowl, "large"' } },
  ])
})

it('reads a YAML list', async () => {
  expect(await rowsOf('a.yaml', '- id: "1"\n  name: Vase\n- 7\n')).toEqual([
    vase,
    { line: 2, unreadable: 'is no object', raw: '7' },
  ])
})

it('knows a gzipped feed by its bytes, whatever its name says', async () => {
  const zipped = gzipSync('{"id":"1","name":"Vase"}\n')
  expect(await rowsOf('b.ndjson.gz', zipped)).toEqual([vase])
  expect(await rowsOf('b.ndjson', zipped)).toEqual([vase])
})

it('says in a sentence what it cannot read', async () => {
  await expect(rowsOf('a.xlsx', '')).rejects.toThrow(/neither \.ndjson/)
  await expect(rowsOf('c.yaml', 'a: 1')).rejects.toThrow('The YAML feed is no list of products.')
  await expect(readRows(join(folder, 'missing.csv')).next()).rejects.toThrow(/cannot be opened/)
})
