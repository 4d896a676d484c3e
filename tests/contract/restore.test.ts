import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DeleteObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { retainUntil } from '@/infra/object-life'
import type * as Restores from '@/server/archive/restores'
import type { Customer } from '@/server/platform/principal'
import { invoicedAt, placedOrder } from '@/tests/contract/placed-order'
import { type ShopRig, shopRig } from '@/tests/contract/shop-rig'

/** Archived records sleep after three years; whoever must read one gets it for a while, and an audit wakes and verifies a whole year. The
 *  tests follow each other in time. */
let rig: ShopRig
let s3: S3Client
let restores: typeof Restores
const hour = 3_600_000
const day = 24 * hour
const Bucket = 'rig-archive'
const year = new Date().getUTCFullYear()
const staff: Customer = {
  kind: 'customer',
  id: 'cus_01ARZ3NDEKTSV4RRFFQ69G5FAV',
  sessionId: 'ses_01ARZ3NDEKTSV4RRFFQ69G5FAV',
  email: 'finance@quayside.example',
  groups: ['staff'],
}
const key = (name: string) => `tax/${year}/${name}`

beforeAll(async () => {
  rig = await shopRig()
  s3 = (await import('@/server/platform/aws')).s3()
  restores = await import('@/server/archive/restores')
})
afterAll(() => rig.stop())

async function archive(name: string, body = `document ${name}`, of = year) {
  const { archiveDocument } = await import('@/server/platform/archive')
  return archiveDocument('orders', {
    retention: 'taxDocument',
    at: `${of}-03-01T12:00:00.000Z`,
    name,
    body: Buffer.from(body),
    contentType: 'application/pdf',
    about: { document: name },
  })
}

const numbered = (number: number) => `QAAA-0000-${String(number).padStart(4, '0')}`
const invoiced = (number: number, at = `${year}-03-01T12:00:00.000Z`) =>
  placedOrder(numbered(number), at, invoicedAt(at))

/** Runs the command as a person would. */
function audit(...args: string[]): Promise<{ code: number; output: string }> {
  const main = join(import.meta.dirname, '../../server/archive/main.ts')
  return new Promise((resolve) => {
    execFile(process.execPath, ['--import', 'tsx', main, ...args], (error, stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), output: stdout + stderr })
    })
  })
}

describe('an audit of a year', () => {
  test('verifies every record by its checksum and its lock', async () => {
    for (let number = 1; number <= 12; number++) {
      const { number: order } = await invoiced(number)
      await archive(`INV-${order}.pdf`)
    }
    const folder = mkdtempSync(join(tmpdir(), 'quayside-audit-'))
    const file = join(folder, 'report.json')
    const { code, output } = await audit(String(year), '--report', file)
    expect(output).toContain(`${year}: 12 records, 12 verified`)
    expect(code).toBe(0)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      year,
      records: 12,
      verified: 12,
      findings: [],
    })
    rmSync(folder, { recursive: true })
  })

  test('finds whatever is not as it was archived, and says so by its exit', async () => {
    const of = year - 1
    for (const name of ['good', 'replaced', 'hidden', 'orphan']) await archive(`${name}.pdf`, name, of)
    const { now } = await import('@/server/platform/clock')
    const lock = {
      ObjectLockMode: 'COMPLIANCE' as const,
      ObjectLockRetainUntilDate: new Date(retainUntil('taxDocument', now())),
      ChecksumAlgorithm: 'SHA256' as const,
    }
    const plant = (name: string, Body: string) =>
      s3.send(new PutObjectCommand({ Bucket, Key: `tax/${of}/${name}`, Body, ...lock }))
    const manifestOf = async (name: string, change: object) => {
      const { json } = await import('@/server/platform/archive')
      const { sha256Of } = await import('@/server/platform/archive-manifest')
      const manifest = {
        ...(await archive('good.pdf', 'good', of)),
        key: `tax/${of}/${name}`,
        bytes: 5,
        sha256: sha256Of(Buffer.from('bytes')),
        ...change,
      }
      return Buffer.from(json(manifest)).toString()
    }
    await plant('replaced.pdf', 'something else')
    await s3.send(new DeleteObjectCommand({ Bucket, Key: `tax/${of}/hidden.pdf` }))
    await plant('without-manifest.pdf', 'x')
    await plant('without-document.pdf.manifest.json', '{}')
    await plant('unreadable.pdf', 'x')
    await plant('unreadable.pdf.manifest.json', 'not json')
    await plant('changed.pdf', 'bites')
    await plant('changed.pdf.manifest.json', await manifestOf('changed.pdf', {}))
    await plant('short.pdf', 'bytes')
    await plant(
      'short.pdf.manifest.json',
      await manifestOf('short.pdf', { retainUntil: new Date(now() + 11 * 365 * day).toISOString() }),
    )
    const { code, output } = await audit(String(of))
    expect(code).toBe(1)
    const found = output
      .split('\n')
      .filter((line) => line.includes(`tax/${of}/`) && !line.startsWith('without-order'))
    expect(found.map((line) => line.replace(/ +/, ' '))).toEqual([
      `changed tax/${of}/changed.pdf`,
      `hidden tax/${of}/hidden.pdf`,
      `replaced tax/${of}/replaced.pdf`,
      `not-locked tax/${of}/short.pdf`,
      `manifest-unreadable tax/${of}/unreadable.pdf`,
      `document-missing tax/${of}/without-document.pdf`,
      `manifest-missing tax/${of}/without-manifest.pdf`,
    ])
    expect(output).toContain('2 verified')
  })

  test('refuses what is no year', async () => {
    expect((await audit('next')).code).toBe(1)
  })

  test('asks for what sleeps in Glacier, and verifies it when it is there', async () => {
    await rig.advance(1100 * day)
    const before = await audit(String(year))
    expect(before.output).toContain('12 records, 0 verified (0 bytes), 0 wrong, 12 in Glacier.')
    expect(before.code).toBe(2)
    const asked = await audit(String(year), '--request')
    expect(asked.output).toContain('12 in Glacier, which were asked for')
    await rig.advance(6 * hour)
    expect((await audit(String(year), '--request')).code).toBe(2)
    await rig.advance(7 * hour)
    const after = await audit(String(year))
    expect(after.output).toContain('12 records, 12 verified')
    expect(after.code).toBe(0)
    await rig.advance(9 * day)
    expect((await audit(String(year))).code).toBe(2)
  }, 60_000)
})

describe('a record that somebody of the staff asks for', () => {
  const ask = (name: string, days = 2) =>
    restores.requestRestore(staff, { key: key(name), days, locale: 'en-GB' })
  const letters = async () => (await rig.mail()).filter((mail) => mail.to === staff.email)

  test('comes within hours, is told of once by e-mail, and can be read for some days', async () => {
    const asked = await ask('INV-QAAA-0000-0003.pdf')
    expect(asked).toMatchObject({ state: 'restoring', progress: 0 })
    await expect(restores.restoreLink(staff, asked.id)).rejects.toMatchObject({ code: 'not-restored' })
    await rig.advance(2.5 * hour)
    await restores.followRestores()
    const underWay = await restores.restoreOf(staff, asked.id)
    expect(underWay.state).toBe('restoring')
    expect(underWay.progress).toBeCloseTo(0.5, 1)
    expect(await letters()).toEqual([])

    await rig.advance(2.6 * hour)
    await restores.followRestores()
    await restores.followRestores()
    expect(await restores.restoreOf(staff, asked.id)).toMatchObject({ state: 'ready', progress: 1 })
    expect(await letters()).toHaveLength(1)
    expect((await letters())[0]?.text).toContain(key('INV-QAAA-0000-0003.pdf'))

    const link = await restores.restoreLink(staff, asked.id)
    const { now } = await import('@/server/platform/clock')
    expect(Date.parse(link.expiresAt) - now()).toBeLessThanOrEqual(hour)
    expect(await (await fetch(link.url)).text()).toBe('document INV-QAAA-0000-0003.pdf')
    const { restores: stored, restoreKey } = await import('@/server/archive/store')
    expect((await stored.require(restoreKey(asked.id), 'restore')).links).toMatchObject([
      { by: staff.id, endsAt: link.expiresAt },
    ])

    await rig.advance(4 * day)
    await restores.followRestores()
    expect(await restores.restoreOf(staff, asked.id)).toMatchObject({ state: 'over' })
    await expect(restores.restoreLink(staff, asked.id)).rejects.toMatchObject({ code: 'not-restored' })
    expect((await fetch(link.url)).status).toBe(403)
    expect((await restores.restoresFor(staff)).map(({ id }) => id)).toEqual([asked.id])
  })

  test('is there at once while it is at hand', async () => {
    const { now } = await import('@/server/platform/clock')
    const thisYear = new Date(now()).getUTCFullYear()
    const { key: fresh } = await archive('fresh.pdf', 'fresh', thisYear)
    const asked = await restores.requestRestore(staff, { key: fresh, days: 1, locale: 'en-GB' })
    expect(asked.state).toBe('ready')
    const { url } = await restores.restoreLink(staff, asked.id)
    expect(await (await fetch(url)).text()).toBe('fresh')
  })

  test('is nobody else’s to ask for, and what is not there cannot be had', async () => {
    const wish = { key: key('INV-QAAA-0000-0003.pdf'), days: 2, locale: 'en-GB' as const }
    await expect(restores.requestRestore({ ...staff, groups: [] }, wish)).rejects.toMatchObject({
      status: 404,
    })
    await expect(restores.restoresFor({ kind: 'anonymous' })).rejects.toMatchObject({ status: 404 })
    await expect(ask('nothing.pdf')).rejects.toMatchObject({ code: 'record' })
  })
})
