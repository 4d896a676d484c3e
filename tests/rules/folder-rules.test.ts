import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

/** Lints one planted file under the repository's own rules. */
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quayside-rules-'))
  copyFileSync('.oxlintrc.json', join(folder, '.oxlintrc.json'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function lint(files: Record<string, string>): string {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  const oxlint = resolve('node_modules/.bin/oxlint')
  const { stdout, status } = spawnSync(oxlint, ['--config', '.oxlintrc.json', '.'], {
    cwd: folder,
    encoding: 'utf8',
  })
  return status === 0 ? 'clean' : stdout
}

const using = (path: string) => `import { thing } from '${path}'\nexport const used = thing\n`

describe('a planted violation fails', () => {
  it.each([
    ['a room that reads another room’s table', 'server/cart/planted.ts', '@/server/orders/store'],
    ['a room that runs another room’s consumers', 'server/cart/planted.ts', '@/server/orders/consumers'],
    ['a room that knows Next', 'server/cart/planted.ts', 'next/headers'],
    ['a room that knows pages', 'server/cart/planted.ts', '@/components/cart/drawer'],
    ['a platform that knows a capability', 'server/platform/planted.ts', '@/server/orders/orders'],
    ['a primitive that knows a domain', 'components/ui/planted.ts', '@/components/cart/drawer'],
    ['a component that runs server code', 'components/cart/planted.ts', '@/server/cart/cart'],
    ['shared code that runs server code', 'lib/planted.ts', '@/server/cart/model'],
    ['a page that reads a table', 'app/page.tsx', '@/server/cart/store'],
    ['a door that does more than mount routes', 'app/api/carts/route.ts', '@/server/cart/cart'],
    ['an import that climbs', 'server/cart/planted.ts', '../orders/orders'],
  ])('%s', (_, file, path) => {
    expect(lint({ [file]: using(path) })).toContain('no-restricted-imports')
  })

  it('two files that import each other', () => {
    const output = lint({ 'lib/a.ts': using('./b'), 'lib/b.ts': using('./a') })
    expect(output).toContain('no-cycle')
  })

  it('a type escape', () => {
    expect(lint({ 'lib/a.ts': 'export const a: any = 1\n' })).toContain('no-explicit-any')
  })
})

describe('what the house allows passes', () => {
  it.each([
    ['a room that calls another room', 'server/cart/planted.ts', using('@/server/pricing/pricing')],
    ['a worker that runs consumers', 'server/workers/planted.ts', using('@/server/orders/consumers')],
    ['a door that mounts routes', 'app/api/carts/route.ts', using('@/server/cart/routes')],
    [
      'a component that knows a type',
      'components/cart/planted.ts',
      "import type { Cart } from '@/server/cart/model'\nexport type Same = Cart\n",
    ],
  ])('%s', (_, file, text) => {
    expect(lint({ [file]: text })).toBe('clean')
  })
})
