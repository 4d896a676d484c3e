import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ownSynonyms } from './own-synonyms'

let shared: string
beforeAll(() => {
  shared = mkdtempSync(join(tmpdir(), 'quayside-shared-'))
  mkdirSync(join(shared, 'search'))
})
afterAll(() => rmSync(shared, { recursive: true, force: true }))

it("reads a retailer's rules, and leaves out a file that is wrong", () => {
  expect(ownSynonyms(shared)).toEqual({})
  writeFileSync(join(shared, 'search', 'synonyms.en.txt'), 'settee, sofa\n')
  writeFileSync(join(shared, 'search', 'synonyms.de.txt'), 'nur eins\n')
  expect(ownSynonyms(shared)).toEqual({ en: 'settee, sofa\n' })
})
