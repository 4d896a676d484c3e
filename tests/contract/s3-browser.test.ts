import { createServer, type Server } from 'node:http'
import { GetObjectCommand, PutBucketCorsCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { createPresignedPost } from '@aws-sdk/s3-presigned-post'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { type Browser, chromium, type Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSuite, type S3Suite } from './s3-client'

let suite: S3Suite
let browser: Browser
let allowed: { server: Server; origin: string }
let foreign: { server: Server; origin: string }

beforeAll(async () => {
  suite = await openSuite()
  allowed = await servePage()
  foreign = await servePage()
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--disable-background-networking',
    '--no-first-run',
  ]
  browser = await chromium.launch({ args, executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium' })
  const CORSRules = [
    {
      AllowedOrigins: [allowed.origin],
      AllowedMethods: ['GET', 'PUT', 'POST'],
      AllowedHeaders: ['content-*'],
      ExposeHeaders: ['ETag'],
      MaxAgeSeconds: 60,
    },
  ]
  await suite.s3.send(new PutBucketCorsCommand({ Bucket: suite.bucket, CORSConfiguration: { CORSRules } }))
})
afterAll(async () => {
  await browser?.close()
  allowed?.server.close()
  foreign?.server.close()
  await suite.stop()
})

async function servePage(): Promise<{ server: Server; origin: string }> {
  const server = createServer((_, response) =>
    response.setHeader('content-type', 'text/html').end('<p>a page'),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return { server, origin: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}` }
}

async function pageOf(origin: string): Promise<Page> {
  const page = await browser.newPage()
  await page.goto(origin)
  return page
}

/** What a page gets from `fetch`: a status and two headers, or that the browser forbade it. */
function fetchIn(
  page: Page,
  url: string,
  init: { method: string; body?: string; headers?: Record<string, string> },
) {
  return page.evaluate(
    async ([address, options]) => {
      try {
        const answer = await fetch(address, options)
        return {
          status: answer.status,
          etag: answer.headers.get('etag'),
          server: answer.headers.get('server'),
          text: await answer.text(),
        }
      } catch {
        return 'forbidden by the browser'
      }
    },
    [url, init] as const,
  )
}

test('a page of an allowed origin uploads and downloads by presigned URL and reads the ETag', async () => {
  const page = await pageOf(allowed.origin)
  const at = { Bucket: suite.bucket, Key: 'from a browser' }
  const upload = await getSignedUrl(suite.s3, new PutObjectCommand({ ...at, ContentType: 'text/plain' }), {
    expiresIn: 60,
  })
  const put = await fetchIn(page, upload, {
    method: 'PUT',
    body: 'hello',
    headers: { 'content-type': 'text/plain' },
  })
  expect(put).toMatchObject({ status: 200, etag: '"5d41402abc4b2a76b9719d911017c592"', server: null })
  const download = await getSignedUrl(suite.s3, new GetObjectCommand(at), { expiresIn: 60 })
  expect(await fetchIn(page, download, { method: 'GET' })).toMatchObject({ status: 200, text: 'hello' })
})

test('an error is readable too', async () => {
  const page = await pageOf(allowed.origin)
  const url = await getSignedUrl(suite.s3, new GetObjectCommand({ Bucket: suite.bucket, Key: 'missing' }), {
    expiresIn: 60,
  })
  const answer = await fetchIn(page, url, { method: 'GET' })
  expect(answer).toMatchObject({ status: 404, text: expect.stringContaining('<Code>NoSuchKey</Code>') })
})

test('another origin, method or header is forbidden', async () => {
  const at = { Bucket: suite.bucket, Key: 'foreign' }
  const upload = await getSignedUrl(suite.s3, new PutObjectCommand(at), { expiresIn: 60 })
  const own = await pageOf(allowed.origin)
  const other = await pageOf(foreign.origin)
  expect(await fetchIn(other, upload, { method: 'PUT', body: 'x' })).toBe('forbidden by the browser')
  expect(await fetchIn(own, upload, { method: 'DELETE' })).toBe('forbidden by the browser')
  expect(await fetchIn(own, upload, { method: 'PUT', body: 'x', headers: { 'x-other': '1' } })).toBe(
    'forbidden by the browser',
  )
})

test('a form uploads without any script', async () => {
  const page = await pageOf(foreign.origin)
  const { url, fields } = await createPresignedPost(suite.s3, {
    Bucket: suite.bucket,
    Key: 'forms/${filename}',
    Fields: { success_action_redirect: `${foreign.origin}/done` },
    Expires: 60,
  })
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input name="${name}" value="${value.replaceAll('"', '&quot;')}">`,
  )
  await page.setContent(
    `<form action="${url}" method="post" enctype="multipart/form-data">${inputs.join('')}<input type="file" name="file"><button>Send</button></form>`,
  )
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('by form') })
  await page.getByRole('button', { name: 'Send' }).click()
  await page.waitForURL(/\/done\?bucket=.*&key=forms%2Fa.txt&etag=/)
  const got = await suite.s3.send(new GetObjectCommand({ Bucket: suite.bucket, Key: 'forms/a.txt' }))
  expect(await got.Body?.transformToString()).toBe('by form')
})
