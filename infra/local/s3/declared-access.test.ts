import { expect, test } from 'vitest'
import { declaredAccess } from './declared-access'

const allowed = declaredAccess()

test.each([
  ['catalogue', 's3:PutObject', 'quayside-local-assets', 'products/lamp-1/images/a.avif', true],
  ['catalogue', 's3:PutObject', 'quayside-local-assets', 'products//images/a.avif', false],
  ['catalogue', 's3:PutObject', 'quayside-local-assets', 'editorial/campaigns/a.avif', false],
  ['catalogue', 's3:PutObject', 'quayside-local-invoices', 'products/lamp-1/images/a.avif', false],
  ['catalogue', 's3:PutBucketPolicy', 'quayside-local-assets', 'products/lamp-1/', false],
  ['customers', 's3:GetObject', 'quayside-local-assets', 'customers/c1/uploads/photo.jpg', true],
  ['customers', 's3:GetObject', 'quayside-local-invoices', 'customers/c1/orders/o1/invoice.pdf', false],
  ['orders', 's3:PutObject', 'quayside-local-invoices', 'customers/c1/orders/o1/invoice.pdf', true],
  ['orders', 's3:BypassGovernanceRetention', 'quayside-local-invoices', 'customers/c1/orders/o1/x', false],
  ['assets', 's3:GetObject', 'quayside-local-assets', 'quarantine/customers/c1/me.jpg', true],
  ['assets', 's3:PutObject', 'quayside-local-assets', 'quarantine/customers/c1/me.jpg', true],
  ['assets', 's3:PutObject', 'quayside-local-assets', 'customers/c1/uploads/me.avif', true],
  ['orders', 's3:PutObjectRetention', 'quayside-local-archive', 'orders/2026/o1.json', true],
  ['orders', 's3:DeleteObject', 'quayside-local-archive', 'orders/2026/o1.json', false],
  ['auditor', 's3:PutObjectLegalHold', 'quayside-local-archive', 'tax/2026/i1.pdf', true],
  ['auditor', 's3:GetObject', 'quayside-local-invoices', 'customers/c1/orders/o1/invoice.pdf', false],
  ['search', 's3:GetObject', 'quayside-local-assets', 'products/lamp-1/images/a.avif', false],
])('%s, %s, %s/%s: %s', (role, action, bucket, key, expected) => {
  expect(allowed(role, action, bucket, key)).toBe(expected)
})
