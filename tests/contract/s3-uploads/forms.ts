import { GetObjectCommand } from '@aws-sdk/client-s3'
import { createPresignedPost, type PresignedPostOptions } from '@aws-sdk/s3-presigned-post'
import { describe, expect, test } from 'vitest'
import { suite } from './bucket'

describe('forms of a browser', () => {
  const send = async (
    options: Partial<PresignedPostOptions>,
    change: (form: FormData) => void = () => {},
    body = 'photo',
  ) => {
    const { url, fields } = await createPresignedPost(suite.s3, {
      Bucket: suite.bucket,
      Key: 'customers/c1/uploads/${filename}',
      Conditions: [['content-length-range', 1, 10]],
      Expires: 60,
      ...options,
    })
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.set(name, value)
    change(form)
    form.set('file', new Blob([body]), 'my photo.jpg')
    const answer = await fetch(url, { method: 'POST', body: form, redirect: 'manual' })
    return { status: answer.status, text: await answer.text(), location: answer.headers.get('location') }
  }

  test('upload under the key, type and size that the policy names', async () => {
    const done = await send({
      Fields: { 'content-type': 'image/jpeg', 'x-amz-meta-by': 'c1', success_action_status: '201' },
    })
    expect(done.status).toBe(201)
    expect(done.text).toContain('<Key>customers/c1/uploads/my photo.jpg</Key>')
    const got = await suite.s3.send(
      new GetObjectCommand({ Bucket: suite.bucket, Key: 'customers/c1/uploads/my photo.jpg' }),
    )
    expect(got).toMatchObject({ ContentType: 'image/jpeg', Metadata: { by: 'c1' }, ContentLength: 5 })
  })

  test('send the browser on', async () => {
    const done = await send({ Fields: { success_action_redirect: 'http://shop.test/done?x=1' } })
    expect(done.status).toBe(303)
    expect(done.location).toMatch(/^http:\/\/shop\.test\/done\?x=1&bucket=.+&key=.+&etag=/)
    expect((await send({})).status).toBe(204)
  })

  test.each<[string, Partial<PresignedPostOptions>, (form: FormData) => void, string, number, string]>([
    [
      'another key',
      {},
      (form) => form.set('key', 'customers/c2/uploads/x'),
      'photo',
      403,
      'Policy Condition failed',
    ],
    [
      'a field that is not covered',
      {},
      (form) => form.set('x-amz-meta-extra', '1'),
      'photo',
      403,
      'Extra input fields: x-amz-meta-extra',
    ],
    ['a file that is too large', {}, () => {}, 'x'.repeat(11), 400, 'EntityTooLarge'],
    ['a file that is too small', {}, () => {}, '', 400, 'EntityTooSmall'],
    ['an expired policy', { Expires: -10 }, () => {}, 'photo', 403, 'Policy expired'],
    [
      'a changed signature',
      {},
      (form) => form.set('X-Amz-Signature', '00'),
      'photo',
      403,
      'SignatureDoesNotMatch',
    ],
    [
      'a changed policy',
      {},
      (form) =>
        form.set(
          'Policy',
          Buffer.from('{"expiration":"2099-01-01T00:00:00Z","conditions":[]}').toString('base64'),
        ),
      'photo',
      403,
      'SignatureDoesNotMatch',
    ],
    [
      'a type outside its prefix',
      { Conditions: [['starts-with', '$Content-Type', 'image/']] },
      (form) => form.set('Content-Type', 'text/html'),
      'photo',
      403,
      '[&quot;starts-with&quot;, &quot;$Content-Type&quot;, &quot;image/&quot;]',
    ],
    ['no policy at all', {}, (form) => form.delete('Policy'), 'photo', 403, 'AccessDenied'],
  ])('are refused with %s', async (_what, options, change, body, status, reason) => {
    const refused = await send(options, change, body)
    expect(refused).toMatchObject({ status, text: expect.stringContaining(reason) })
  })

  test('take types that start as the policy says, and fields that it ignores', async () => {
    const conditions: PresignedPostOptions['Conditions'] = [
      ['starts-with', '$Content-Type', 'image/'],
      { bucket: suite.bucket },
      ['eq', '$x-amz-meta-kind', 'photo'],
    ]
    const done = await send({ Conditions: conditions }, (form) => {
      form.set('Content-Type', 'image/webp')
      form.set('x-amz-meta-kind', 'photo')
      form.set('x-ignore-this', 'yes')
    })
    expect(done.status).toBe(204)
  })
})
