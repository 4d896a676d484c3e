import type { Capability } from '@/infra/capabilities'
import type { TableName } from '@/infra/resources'

/** `read`: what a room finds out through another room's functions. `write`: what it commits with another room's part in one transaction,
 *  or has done by another room's functions, which then run under its role. */
export type TableAccess = 'read' | 'write'

/** Who may touch a table beside its owner. Rooms call each other within one process, so the role of whoever is asked first must reach
 *  what the answer needs. `tests/policy/tables.test.ts` holds this against what rooms really import. */
export const tableAccess: Readonly<
  Partial<Record<TableName, Readonly<Partial<Record<Capability, TableAccess>>>>>
> = {
  assets: {
    cart: 'read',
    checkout: 'read',
    content: 'read',
    customers: 'read',
    operations: 'read',
    orders: 'read',
    reviews: 'read',
    sessions: 'read',
    wishlists: 'read',
  },
  catalogue: {
    assets: 'write',
    cart: 'read',
    checkout: 'read',
    customers: 'read',
    content: 'read',
    delivery: 'read',
    engagement: 'read',
    feeds: 'write',
    operations: 'read',
    orders: 'read',
    reviews: 'read',
    search: 'read',
    sessions: 'read',
    wishlists: 'read',
  },
  inventory: {
    cart: 'read',
    checkout: 'write',
    customers: 'read',
    delivery: 'read',
    engagement: 'read',
    feeds: 'write',
    fraud: 'read',
    operations: 'write',
    orders: 'write',
    reviews: 'read',
    search: 'read',
    sessions: 'read',
    stores: 'read',
    wishlists: 'read',
  },
  pricing: {
    cart: 'read',
    checkout: 'read',
    customers: 'read',
    delivery: 'read',
    engagement: 'read',
    feeds: 'write',
    fraud: 'read',
    operations: 'read',
    orders: 'read',
    reviews: 'read',
    search: 'read',
    sessions: 'read',
    wishlists: 'read',
  },
  carts: { checkout: 'write', customers: 'write', orders: 'read', sessions: 'write', wishlists: 'write' },
  wishlists: { customers: 'write', sessions: 'write' },
  checkouts: { customers: 'write' },
  payments: { checkout: 'write', delivery: 'read', operations: 'write', orders: 'write' },
  operations: { archive: 'write', content: 'write', reviews: 'write' },
  reviews: { customers: 'read', operations: 'read' },
  orders: {
    archive: 'read',
    checkout: 'write',
    customers: 'read',
    delivery: 'write',
    engagement: 'read',
    fraud: 'write',
    operations: 'write',
    reviews: 'read',
  },
  customers: { sessions: 'write' },
  sessions: { customers: 'write' },
  fraud: { checkout: 'write', operations: 'write', sessions: 'write' },
  flags: {
    cart: 'read',
    checkout: 'read',
    customers: 'read',
    operations: 'write',
    orders: 'read',
    search: 'read',
    sessions: 'read',
    wishlists: 'read',
  },
}

/** What auditors read beside the archive, to know what should be in it. */
export const auditorReads: readonly TableName[] = ['orders']
