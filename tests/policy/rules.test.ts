import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App, Stack } from 'aws-cdk-lib'
import { CfnBucket } from 'aws-cdk-lib/aws-s3'
import { expect, test } from 'vitest'
import { holdToRules } from '@/infra/aws/app'
import { readThroughOn, serviceStatus } from '@/infra/aws/service-status'
import { assembly } from './assembly'
import { complaintAboutPackage, complaintAboutResource, importedPackages } from './services'

test('the AWS Solutions and PCI packs find nothing that is not explained', async () => {
  // The synthesis itself fails otherwise, and says what was found where.
  expect(Object.keys((await assembly()).data.Resources).length).toBeGreaterThan(80)
}, 240_000)

test('a bucket that nobody guards is found', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'quayside-rules-'))
  const app = new App({ outdir, builtinCloudFormationValidation: false, analyticsReporting: false })
  const open = new CfnBucket(new Stack(app, 'Careless'), 'Open')
  expect(open.bucketEncryption).toBeUndefined()
  holdToRules(app)
  try {
    expect(() => app.synth()).toThrow(/AwsSolutions-S1[^]*PCI\.DSS\.321-S3DefaultEncryptionKMS/)
  } finally {
    rmSync(outdir, { recursive: true })
  }
}, 60_000)

test('nothing is deployed on a service that is closed to new customers or has ended', async () => {
  const templates = Object.values(await assembly())
  const types = templates.flatMap(({ Resources }) => Object.values(Resources).map(({ Type }) => Type))
  expect(types.length).toBeGreaterThan(100)
  expect(types.map(complaintAboutResource).filter(Boolean)).toEqual([])
}, 240_000)

test('no client of such a service is imported, but for the named exceptions', () => {
  const packages = importedPackages()
  expect(packages).toContain('@aws-sdk/client-s3')
  expect(packages.map(complaintAboutPackage).filter(Boolean)).toEqual([])
})

test('such a service would be noticed', () => {
  expect(complaintAboutResource('AWS::Pinpoint::App')).toMatch(/ended since 2026-10-30/)
  expect(complaintAboutPackage('@aws-sdk/client-glacier')).toMatch(/closed to new customers/)
  expect(complaintAboutPackage('@aws-sdk/client-frauddetector')).toBeUndefined()
  expect(complaintAboutPackage('@aws-sdk/client-pinpoint-sms-voice-v2')).toBeUndefined()
})

test('the table says when it was read through, and each line its source and date', () => {
  for (const { since, source, state } of serviceStatus) {
    expect(source).toMatch(/^https:\/\/(docs\.aws\.amazon\.com|github\.com)\//)
    expect(since <= readThroughOn, `${state} since ${since}`).toBe(true)
  }
})
