import { type ChildProcess, execFileSync, fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import { afterAll, expect, test, vi } from 'vitest'
import { openTestServer } from './test-server'

const Bucket = 'lasting'

test('what was acknowledged is there after kill -9, and its event is still to be told', {
  timeout: 60_000,
}, async () => {
  const directory = mkdtempSync(join(tmpdir(), 'quayside-s3-'))
  const { child, endpoint } = await startChild(directory)
  const first = await openTestServer()
  const s3 = first.client({ endpoint, maxAttempts: 1 })
  await s3.send(new CreateBucketCommand({ Bucket }))
  const NotificationConfiguration = { EventBridgeConfiguration: {} }
  await s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }))
  const acknowledged = new Map<string, string>()
  const writers = Array.from({ length: 8 }, async (_, worker) => {
    for (let n = 0; ; n++) {
      const [Key, Body] = [`${worker}/${n % 7}`, `${worker} ${n}`.repeat(1 + (n % 3) * 40_000)]
      await s3.send(new PutObjectCommand({ Bucket, Key, Body }))
      acknowledged.set(Key, Body)
      if (acknowledged.size >= 40) child.kill('SIGKILL')
    }
  })
  await Promise.allSettled(writers)
  await first.stop()

  const again = await openTestServer({ directory })
  const reader = again.client()
  for (const [Key, body] of acknowledged) {
    const got = await reader.send(new GetObjectCommand({ Bucket, Key }))
    const text = (await got.Body?.transformToString()) ?? ''
    // A write that was under way may have replaced the last one that was acknowledged; it must then be whole.
    const worker = Key.split('/')[0]
    expect(text === body || text.startsWith(`${worker} `)).toBe(true)
    expect(text.length).toBe(got.ContentLength)
  }
  await vi.waitFor(() => {
    const told = new Set(again.events.map((event) => event.detail.object.key))
    expect([...acknowledged.keys()].filter((key) => !told.has(key))).toEqual([])
  })
  await again.stop()
  rmSync(directory, { recursive: true })
})

test('bodies that belong to nothing are swept at the start', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'quayside-s3-'))
  const first = await openTestServer({ directory })
  await first.client().send(new CreateBucketCommand({ Bucket }))
  await first.client().send(new PutObjectCommand({ Bucket, Key: 'kept', Body: 'kept' }))
  await first.stop()
  const folder = join(directory, 's3', '0')
  writeFileSync(join(folder, 'orphan-1-0'), 'nobody')
  const again = await openTestServer({ directory })
  await vi.waitFor(() => expect(existsSync(join(folder, 'orphan-1-0'))).toBe(false))
  const got = await again.client().send(new GetObjectCommand({ Bucket, Key: 'kept' }))
  expect(await got.Body?.transformToString()).toBe('kept')
  await again.stop()
  rmSync(directory, { recursive: true })
})

test('a body that is missing is an error, and a reset forgets everything', async () => {
  const server = await openTestServer()
  const s3 = server.client({ maxAttempts: 1 })
  await s3.send(new CreateBucketCommand({ Bucket }))
  await s3.send(new PutObjectCommand({ Bucket, Key: 'lost', Body: 'x' }))
  const root = server.cloud.context.directory('s3')
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
  for (const file of files) rmSync(join(file.parentPath, file.name))
  const complaint = vi.spyOn(console, 'error').mockImplementation(() => {})
  await expect(s3.send(new GetObjectCommand({ Bucket, Key: 'lost' }))).rejects.toMatchObject({
    name: 'InternalError',
  })
  expect(String(complaint.mock.calls)).toContain(root)
  complaint.mockRestore()
  await server.service.reset()
  await expect(s3.send(new GetObjectCommand({ Bucket, Key: 'lost' }))).rejects.toMatchObject({
    name: 'NoSuchBucket',
  })
  await s3.send(new CreateBucketCommand({ Bucket }))
  expect((await s3.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0)
  await server.stop()
})

test('bodies that nothing names any more do not pile up', async () => {
  const server = await openTestServer()
  const s3 = server.client()
  await s3.send(new CreateBucketCommand({ Bucket }))
  for (let n = 0; n < 20; n++) await s3.send(new PutObjectCommand({ Bucket, Key: 'same', Body: `${n}` }))
  const refused = new PutObjectCommand({
    Bucket,
    Key: 'bad',
    Body: 'x',
    ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==',
  })
  await expect(s3.send(refused)).rejects.toMatchObject({ name: 'BadDigest' })
  const root = server.cloud.context.directory('s3')
  await vi.waitFor(() => {
    const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
    expect(files).toHaveLength(1)
  })
  await server.stop()
})

const small = join(tmpdir(), `quayside-small-${process.pid}`)
const canMount = mount()
afterAll(() => {
  if (!canMount) return
  execFileSync('/usr/bin/umount', ['--lazy', small])
  rmSync(small, { recursive: true })
})

test.skipIf(!canMount)('a full disk refuses the write and shows nothing half-written', async () => {
  const server = await openTestServer({ directory: small })
  const s3 = server.client({ maxAttempts: 1 })
  await s3.send(new CreateBucketCommand({ Bucket }))
  await s3.send(new PutObjectCommand({ Bucket, Key: 'small', Body: 'before' }))
  const Body = Buffer.alloc(12 * 1024 * 1024)
  await expect(s3.send(new PutObjectCommand({ Bucket, Key: 'small', Body }))).rejects.toMatchObject({
    name: 'ServiceUnavailable',
    $metadata: { httpStatusCode: 503 },
  })
  const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'small' }))
  expect(await got.Body?.transformToString()).toBe('before')
  await s3.send(new PutObjectCommand({ Bucket, Key: 'after', Body: 'there is room again' }))
  expect((await s3.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(2)
  expect((await s3.send(new HeadObjectCommand({ Bucket, Key: 'after' }))).ContentLength).toBe(19)
  await server.stop()
})

/** A disk of 8 MB, where the machine lets us have one. */
function mount(): boolean {
  try {
    mkdirSync(small)
    execFileSync('/usr/bin/mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', small], { stdio: 'ignore' })
    return true
  } catch {
    rmSync(small, { recursive: true, force: true })
    return false
  }
}

async function startChild(directory: string): Promise<{ child: ChildProcess; endpoint: string }> {
  const child = fork(new URL('./test-child.ts', import.meta.url), [directory], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const message: unknown = (await once(child, 'message'))[0]
  return { child, endpoint: String(message) }
}
