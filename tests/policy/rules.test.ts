import { expect, test } from 'vitest'
import { readThroughOn, serviceStatus } from '@/infra/aws/service-status'
import { assembly } from './assembly'
import { complaintAboutPackage, complaintAboutResource, importedPackages } from './services'

test('the AWS Solutions and PCI packs find nothing that is not explained', async () => {
  const { findings } = await assembly()
  expect(findings).toEqual([])
}, 240_000)

test('nothing is deployed on a service that is closed to new customers or has ended', async () => {
  const { data, replica } = await assembly()
  const types = [data, replica].flatMap(({ Resources }) => Object.values(Resources).map(({ Type }) => Type))
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
    expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//)
    expect(since <= readThroughOn, `${state} since ${since}`).toBe(true)
  }
})
