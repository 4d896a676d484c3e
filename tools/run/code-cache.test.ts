import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

interface CodeCache {
  originOf(bundle: Buffer): Buffer
  readCache(file: string, origin: Buffer): { code?: Buffer; foreign: boolean }
  writeCache(file: string, origin: Buffer, code: Buffer): void
}

const { originOf, readCache, writeCache }: CodeCache = createRequire(import.meta.url)('./code-cache.cjs')

const bundle = Buffer.from('answer = 42')
const code = Buffer.from('what V8 made of it')
let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quayside-cache-'))
  file = join(folder, 'cloud.cache')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the code cache of the local cloud', () => {
  it('gives back what was made of this very bundle', () => {
    writeCache(file, originOf(bundle), code)
    expect(readCache(file, originOf(bundle))).toEqual({ code, foreign: false })
  })

  it('is not missed where there is none', () => {
    expect(readCache(file, originOf(bundle))).toEqual({ foreign: false })
  })

  it('refuses the code of another bundle of the same length', () => {
    writeCache(file, originOf(bundle), code)
    expect(readCache(file, originOf(Buffer.from('answer = 43')))).toEqual({ foreign: true })
  })

  it.each([0, 40, 70])('refuses a file that was cut off after %i bytes', (length) => {
    writeCache(file, originOf(bundle), code)
    writeFileSync(file, readFileSync(file).subarray(0, length))
    expect(readCache(file, originOf(bundle))).toEqual({ foreign: true })
  })

  it('refuses code in which a byte has changed', () => {
    writeCache(file, originOf(bundle), code)
    const bytes = readFileSync(file)
    bytes[bytes.length - 1] = 0
    writeFileSync(file, bytes)
    expect(readCache(file, originOf(bundle))).toEqual({ foreign: true })
  })

  it('refuses what cannot be read', () => {
    expect(readCache(folder, originOf(bundle))).toEqual({ foreign: true })
  })
})
