import { CreateBucketCommand, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3'
import { type CloudTarget, cloudTarget } from './target'

/** A suite's S3: the target, a client and a bucket of its own. */
export interface S3Suite {
  target: CloudTarget
  s3: S3Client
  bucket: string
  /** The bucket's address for plain requests. */
  address(key?: string): string
  client(more?: S3ClientConfig): S3Client
  newBucket(options?: { ObjectLockEnabledForBucket?: boolean }): Promise<string>
  stop(): Promise<void>
}

export async function openSuite(): Promise<S3Suite> {
  const target = await cloudTarget()
  const client = (more: S3ClientConfig = {}) =>
    new S3Client({
      endpoint: target.endpoints.s3,
      region: target.region,
      credentials: target.credentials,
      forcePathStyle: true,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      ...more,
    })
  const s3 = client()
  let made = 0
  const newBucket = async (options = {}) => {
    const Bucket = `contract-${Date.now().toString(36)}-${process.pid}-${made++}`
    await s3.send(new CreateBucketCommand({ Bucket, ...options }))
    return Bucket
  }
  const bucket = await newBucket()
  return {
    target,
    s3,
    bucket,
    client,
    newBucket,
    address: (key = '') => `${target.endpoints.s3 ?? 'https://s3.amazonaws.com'}/${bucket}/${key}`,
    async stop() {
      s3.destroy()
      await target.stop()
    },
  }
}

/** What a call that must fail is refused with. */
export async function refusal(call: Promise<unknown>): Promise<{ name: string; status: number | undefined }> {
  const error: unknown = await call.then(
    () => new Error('the call succeeded'),
    (reason: unknown) => reason,
  )
  if (!(error instanceof Error)) throw error
  const metadata = '$metadata' in error ? error.$metadata : undefined
  const status =
    typeof metadata === 'object' && metadata && 'httpStatusCode' in metadata
      ? metadata.httpStatusCode
      : undefined
  return { name: error.name, status: typeof status === 'number' ? status : undefined }
}
