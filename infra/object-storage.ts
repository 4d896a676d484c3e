import { type Capability, capabilities, type DataClass } from '@/infra/capabilities'
import type { LifeName, Retention } from '@/infra/object-life'

/** Who may touch objects: the capabilities' roles, and the people who answer for the archive. */
export const roles = [...capabilities, 'auditor'] as const
export type Role = (typeof roles)[number]

/** `delete` hides an object behind a marker, `erase` removes its versions for good; `lock` sets how long it is kept, `hold` keeps it
 *  until further notice; `restore` brings it back from Glacier for a while. */
export type Access = 'read' | 'list' | 'write' | 'delete' | 'erase' | 'lock' | 'hold' | 'restore'

interface PrefixDeclaration {
  owner: Capability
  /** Where its objects may stand; `{}` parts stand for one path segment each. */
  path: string
  /** `public` is encrypted with S3's own keys, everything else with the key of its class. */
  dataClass: DataClass
  /** How its objects age (`infra/object-life.ts`). */
  life: LifeName
  /** What each role may do beneath it; others may do nothing. */
  may: Readonly<Partial<Record<Role, readonly Access[]>>>
  /** Its objects are locked from their first moment, and for so long. */
  retention?: Retention
}
interface BucketDeclaration {
  /** Objects are read by everyone through the edge (`edge`, public ones alone) or by presigned URLs alone (`presigned`). */
  reads: 'edge' | 'presigned'
  prefixes: readonly PrefixDeclaration[]
  versioned: boolean
  /** Publishes object events to EventBridge. */
  events: boolean
  /** Browsers may upload and download directly. */
  cors: boolean
  /** A second region keeps a copy, in `<name>-replica`. */
  replicated: boolean
  /** Write once, read many: Object Lock in compliance mode. */
  locked: boolean
}

const editing = ['read', 'list', 'write', 'delete'] as const
const personalEditing = [...editing, 'erase'] as const
/** The pipeline lets browsers upload into quarantine, checks what came, writes what passed, and leaves nothing of it behind; it
 *  lists what there is to hold its index against. */
const checked = { assets: ['read', 'list', 'write'] } as const
const checking = { assets: [...editing, 'erase'] } as const
const archiving = ['read', 'list', 'write', 'lock'] as const
/** Whom records are brought back for: the staff, by the archive's own role, and the auditors. */
const auditing = {
  archive: ['read', 'list', 'restore'],
  auditor: ['read', 'list', 'hold', 'restore'],
} as const

export const objectStorage = {
  assets: {
    reads: 'edge',
    versioned: true,
    events: true,
    cors: true,
    replicated: true,
    locked: false,
    prefixes: [
      {
        owner: 'catalogue',
        path: 'products/{sku}/images/',
        dataClass: 'public',
        life: 'whenDiscontinued',
        may: { catalogue: editing, ...checked },
      },
      {
        owner: 'catalogue',
        path: 'products/{sku}/video/',
        dataClass: 'public',
        life: 'whenDiscontinued',
        may: { catalogue: editing, ...checked },
      },
      /** Photographs of reviews that are shown: copies, which go with the review. */
      {
        owner: 'reviews',
        path: 'products/{sku}/reviews/',
        dataClass: 'public',
        life: 'whenDiscontinued',
        may: { reviews: personalEditing },
      },
      {
        owner: 'content',
        path: 'editorial/campaigns/',
        dataClass: 'public',
        life: 'ageing',
        may: { content: editing },
      },
      /** Pictures of the staff's that have passed their check, until the content room has fetched them. */
      {
        owner: 'content',
        path: 'checked/editorial/{id}/',
        dataClass: 'internal',
        life: 'quarantine',
        may: { content: ['read'], assets: editing },
      },
      {
        owner: 'customers',
        path: 'customers/{id}/uploads/',
        dataClass: 'personal',
        life: 'ageing',
        may: { customers: personalEditing, assets: editing, reviews: ['read'] },
      },
      {
        owner: 'catalogue',
        path: 'quarantine/products/{sku}/',
        dataClass: 'internal',
        life: 'quarantine',
        may: { catalogue: editing, ...checking },
      },
      {
        owner: 'customers',
        path: 'quarantine/customers/{id}/',
        dataClass: 'personal',
        life: 'quarantine',
        may: { customers: personalEditing, ...checking },
      },
    ],
  },
  invoices: {
    reads: 'presigned',
    versioned: true,
    events: false,
    cors: true,
    replicated: true,
    locked: false,
    prefixes: [
      {
        owner: 'orders',
        path: 'customers/{id}/orders/{id}/',
        dataClass: 'personal',
        life: 'document',
        may: { orders: ['read', 'list', 'write'] },
      },
    ],
  },
  /** What the law wants kept and unchanged; `{year}` is that of what a record tells, which an audit asks for. */
  archive: {
    reads: 'presigned',
    versioned: true,
    events: true,
    cors: false,
    replicated: true,
    locked: true,
    prefixes: [
      {
        owner: 'orders',
        path: 'orders/{year}/',
        dataClass: 'personal',
        life: 'orderRecord',
        retention: 'order',
        may: { orders: archiving, ...auditing },
      },
      {
        owner: 'orders',
        path: 'tax/{year}/',
        dataClass: 'personal',
        life: 'taxDocument',
        retention: 'taxDocument',
        may: { orders: archiving, ...auditing },
      },
      {
        owner: 'customers',
        path: 'consents/{year}/',
        dataClass: 'personal',
        life: 'consentRecord',
        retention: 'consent',
        may: { customers: archiving, ...auditing },
      },
    ],
  },
} as const satisfies Record<string, BucketDeclaration>
