import type { Capability, DataClass } from '@/infra/capabilities'
import { type EdgeBehaviour, edgeBehaviours } from '@/infra/edge-behaviours'
import { objectStorage } from '@/infra/object-storage'

/**
 * The cloud, declared once. Every table, bucket, prefix, queue, rule, topic, index and edge behaviour is named here,
 * with its owner, data class, retention and access. The local provisioner, the runtime's configuration, the policy
 * tests and the CDK app all read this file, and nothing else names a resource.
 */

interface TableDeclaration {
  owner: Capability
  dataClass: DataClass
  /** Secondary indexes by name: the attributes that they are keyed by (all strings). */
  indexes?: Readonly<Record<string, { hash: string; range?: string; projection?: 'all' | 'keys' }>>
  /** Changes are streamed (old and new images) to the relay, which publishes the events they carry. */
  stream?: boolean
  /** The attribute (epoch seconds) after which DynamoDB deletes an item by itself. */
  ttl?: 'expiresAt'
}

const table = <const T extends TableDeclaration>(declaration: T): T => declaration

/** One table for each capability; every key is `pk` (hash) and `sk` (range), both strings. */
export const tables = {
  catalogue: table({ owner: 'catalogue', dataClass: 'public', stream: true }),
  inventory: table({
    owner: 'inventory',
    dataClass: 'internal',
    stream: true,
    indexes: { byDue: { hash: 'holdState', range: 'dueAt' } },
  }),
  pricing: table({ owner: 'pricing', dataClass: 'public', stream: true }),
  carts: table({ owner: 'cart', dataClass: 'personal', ttl: 'expiresAt' }),
  /** What shoppers would like to have, and where lists are found that they have shared. */
  wishlists: table({ owner: 'wishlists', dataClass: 'personal', ttl: 'expiresAt' }),
  /** What buyers say of products; how many stars each has; who wrote what, and found what helpful. */
  reviews: table({
    owner: 'reviews',
    dataClass: 'personal',
    stream: true,
    indexes: {
      byNewest: { hash: 'shelf', range: 'publishedAt' },
      byHelpful: { hash: 'shelf', range: 'rank' },
      byState: { hash: 'deskState', range: 'deskAt' },
    },
  }),
  checkouts: table({
    owner: 'checkout',
    dataClass: 'personal',
    ttl: 'expiresAt',
    indexes: { byState: { hash: 'openState', range: 'dueAt' } },
  }),
  payments: table({
    owner: 'payments',
    dataClass: 'payment',
    ttl: 'expiresAt',
    indexes: { byReference: { hash: 'reference' }, byState: { hash: 'openState', range: 'dueAt' } },
  }),
  orders: table({
    owner: 'orders',
    dataClass: 'personal',
    stream: true,
    ttl: 'expiresAt',
    indexes: {
      byCustomer: { hash: 'customerId', range: 'placedAt' },
      byNumber: { hash: 'number' },
      /** Those that are neither delivered nor cancelled, and those with pieces on their way back. */
      byFlight: { hash: 'flight', range: 'placedAt' },
    },
  }),
  customers: table({ owner: 'customers', dataClass: 'personal', stream: true }),
  sessions: table({
    owner: 'sessions',
    dataClass: 'personal',
    ttl: 'expiresAt',
    indexes: { byCustomer: { hash: 'customerId', range: 'createdAt' } },
  }),
  /** Uploads on their way, and what there is: the index of the assets bucket. */
  assets: table({
    owner: 'assets',
    dataClass: 'personal',
    stream: true,
    ttl: 'expiresAt',
    indexes: {
      bySku: { hash: 'sku', range: 'uploadedAt' },
      byOwner: { hash: 'owner', range: 'uploadedAt' },
      byUploader: { hash: 'uploader', range: 'createdAt' },
      byState: { hash: 'openState', range: 'dueAt' },
    },
  }),
  feeds: table({ owner: 'feeds', dataClass: 'internal', ttl: 'expiresAt' }),
  /** Which messages were sent, so that none is sent twice. */
  engagement: table({ owner: 'engagement', dataClass: 'personal', ttl: 'expiresAt' }),
  /** What happened lately around accounts, devices, addresses and cards (hashes alone), and orders that wait for a decision. */
  fraud: table({
    owner: 'fraud',
    dataClass: 'personal',
    ttl: 'expiresAt',
    indexes: { byState: { hash: 'reviewState', range: 'openedAt' } },
  }),
  flags: table({ owner: 'flags', dataClass: 'internal', stream: true }),
  /** Campaigns and stories with all their versions, what is planned for them, and the library of their pictures. */
  content: table({
    owner: 'content',
    dataClass: 'internal',
    stream: true,
    ttl: 'expiresAt',
    indexes: { byDue: { hash: 'dueState', range: 'dueAt' } },
  }),
  /** Archived records that somebody has asked for. */
  archive: table({
    owner: 'archive',
    dataClass: 'personal',
    indexes: { byTime: { hash: 'list', range: 'listedAt' }, byState: { hash: 'openState' } },
  }),
  /** What operators did, and events that wait for them. */
  operations: table({
    owner: 'operations',
    dataClass: 'personal',
    ttl: 'expiresAt',
    indexes: { byWaiting: { hash: 'waiting', range: 'at' } },
  }),
} as const satisfies Record<string, TableDeclaration>
export type TableName = keyof typeof tables

/** The index that every streamed table has: items whose events are not yet known to be published. */
export const outboxIndex = { name: 'outbox', hash: 'outboxState', range: 'outboxAt' } as const

export const buckets = objectStorage
export type BucketName = keyof typeof buckets

interface QueueDeclaration {
  owner: Capability
  fifo: boolean
  /** Deliveries before a message goes to the dead-letter queue `<name>-dlq`. */
  maxReceives: number
  /** Seconds for which a received message is hidden from others. */
  visibility: number
  /** The rooms that put messages into it themselves, besides what rules bring. */
  fillers?: readonly Capability[]
}

export const queues = {
  oms: { owner: 'orders', fifo: true, maxReceives: 5, visibility: 30 },
  'orders-consumer': { owner: 'orders', fifo: false, maxReceives: 5, visibility: 30 },
  /** What must come into the archive, also when a payment takes long to settle. */
  'archive-consumer': { owner: 'orders', fifo: false, maxReceives: 14, visibility: 60 },
  'customers-consumer': { owner: 'customers', fifo: false, maxReceives: 10, visibility: 300 },
  'search-consumer': { owner: 'search', fifo: false, maxReceives: 5, visibility: 60 },
  'catalogue-consumer': { owner: 'catalogue', fifo: false, maxReceives: 5, visibility: 60 },
  /** What payment providers tell, put there by the door that they call. */
  'checkout-consumer': {
    owner: 'checkout',
    fifo: false,
    maxReceives: 5,
    visibility: 30,
    fillers: ['payments'],
  },
  'assets-consumer': { owner: 'assets', fifo: false, maxReceives: 5, visibility: 60 },
  /** One message a product; making its pictures takes seconds each. */
  renditions: { owner: 'assets', fifo: false, maxReceives: 5, visibility: 300, fillers: ['assets'] },
  /** What has arrived in quarantine; a picture takes seconds, a long video minutes. */
  uploads: { owner: 'assets', fifo: false, maxReceives: 5, visibility: 300, fillers: ['assets'] },
  /** What came to be or went beneath the prefixes that the asset index describes. */
  'asset-objects': { owner: 'assets', fifo: false, maxReceives: 5, visibility: 60 },
  'delivery-consumer': { owner: 'delivery', fifo: false, maxReceives: 5, visibility: 30 },
  /** What Amazon Location tells of circles around destinations. */
  'delivery-fences': { owner: 'delivery', fifo: false, maxReceives: 5, visibility: 30 },
  'engagement-consumer': { owner: 'engagement', fifo: false, maxReceives: 5, visibility: 30 },
  'reviews-consumer': { owner: 'reviews', fifo: false, maxReceives: 5, visibility: 60 },
  /** What pages show; making a picture's renditions takes seconds. */
  'content-consumer': { owner: 'content', fifo: false, maxReceives: 5, visibility: 300 },
} as const satisfies Record<string, QueueDeclaration>
export type QueueName = keyof typeof queues

export const bus = 'quayside'

interface RuleDeclaration {
  /** Names of the events that match, as in the rooms' `events.ts`. */
  events: readonly string[]
  queue: QueueName
  /** For a FIFO queue: where in the event its message group stands. */
  group?: string
}

export const rules = {
  'orders-to-oms': {
    events: ['OrderPlaced', 'OrderCancellationRequested', 'OrderAddressChangeRequested', 'ReturnRequested'],
    queue: 'oms',
    group: '$.detail.data.orderId',
  },
  'orders-settlement': { events: ['OrderPlaced', 'OrderPaid', 'OrderCancelled'], queue: 'orders-consumer' },
  'orders-after-sales': {
    events: ['OrderShipped', 'OrderPiecesCancelled', 'ReturnRequested', 'ReturnReceived', 'OrderRefunded'],
    queue: 'orders-consumer',
  },
  'orders-to-delivery': { events: ['OrderShipped', 'OrderDelivered'], queue: 'delivery-consumer' },
  'orders-to-archive': {
    events: ['OrderDelivered', 'OrderCancelled', 'InvoiceIssued', 'OrderDocumentIssued'],
    queue: 'archive-consumer',
  },
  'customers-follow-up': {
    events: ['ConsentChanged', 'CustomerErasureRequested'],
    queue: 'customers-consumer',
  },
  /** Beside the customers' room, those that keep something of a customer and may remove it. */
  'erasures-to-assets': { events: ['CustomerErasureRequested'], queue: 'assets-consumer' },
  'erasures-to-reviews': { events: ['CustomerErasureRequested'], queue: 'reviews-consumer' },
  'erasures-to-checkout': { events: ['CustomerErasureRequested'], queue: 'checkout-consumer' },
  'catalogue-to-search': {
    events: ['CatalogueChanged', 'PriceChanged', 'StockChanged'],
    queue: 'search-consumer',
  },
  'catalogue-to-pages': {
    events: [
      'CatalogueChanged',
      'CatalogueBatchChanged',
      'PriceChanged',
      'StockChanged',
      'FlagChanged',
      'AssetPublished',
      'AssetRemoved',
    ],
    queue: 'catalogue-consumer',
  },
  'catalogue-to-assets': { events: ['CatalogueBatchChanged'], queue: 'assets-consumer' },
  'reviews-to-pages': { events: ['ReviewsChanged'], queue: 'reviews-consumer' },
  'content-to-pages': {
    events: ['ContentChanged', 'EditorialPictureImported', 'EditorialPictureDescribed'],
    queue: 'content-consumer',
  },
  'pictures-to-content': { events: ['EditorialPictureBrought', 'AssetPublished'], queue: 'content-consumer' },
  'stock-to-engagement': { events: ['StockChanged'], queue: 'engagement-consumer' },
  'orders-to-engagement': {
    events: [
      'OrderPlaced',
      'OrderHeld',
      'OrderShipped',
      'OrderDelivered',
      'OrderCancelled',
      'OrderPiecesCancelled',
      'OrderBackordered',
      'OrderAddressChangeRefused',
      'InvoiceIssued',
      'OrderDocumentIssued',
      'ReturnRefused',
      'ExchangeSoldOut',
    ],
    queue: 'engagement-consumer',
  },
} as const satisfies Record<string, RuleDeclaration>

interface ObjectRuleDeclaration {
  bucket: BucketName
  /** As S3 calls them. */
  events: readonly ('Object Created' | 'Object Deleted')[]
  prefixes: readonly string[]
  queue: QueueName
}

/** Events of S3 itself, from the account's default bus. */
export const objectRules = {
  'uploads-arrive': {
    bucket: 'assets',
    events: ['Object Created'],
    prefixes: ['quarantine/'],
    queue: 'uploads',
  },
  'asset-objects-change': {
    bucket: 'assets',
    events: ['Object Created', 'Object Deleted'],
    prefixes: ['products/', 'customers/', 'checked/'],
    queue: 'asset-objects',
  },
} as const satisfies Record<string, ObjectRuleDeclaration>

/** Amazon Location: where parcels are, and circles around where they go. What it tells of a circle comes from the account's default
 *  bus; the local stand-in tells the same under a source of its own, because AWS's is reserved. */
export const location = {
  owner: 'delivery',
  tracker: 'parcels',
  fences: 'destinations',
  event: 'Location Geofence Event',
  sources: ['aws.geo', 'quayside.location'],
  localSource: 'quayside.location',
  queue: 'delivery-fences',
} as const

/** Streams of records (Kafka topics on AWS). */
export const topics = {
  'catalogue-feed': { owner: 'feeds', partitions: 4 },
  'inventory-feed': { owner: 'feeds', partitions: 4 },
  'order-status': { owner: 'orders', partitions: 4 },
  /** Events that the bus refuses for good, for people to look at. */
  'parked-events': { owner: 'orders', partitions: 1 },
} as const satisfies Record<string, { owner: Capability; partitions: number }>
export type TopicName = keyof typeof topics

export const searchIndexes = { products: { owner: 'search' } } as const

export const userPool = {
  name: 'quayside',
  client: 'storefront',
  groups: ['staff'],
  passwordMinimumLength: 10,
  /** Functions that Cognito calls around a sign-in. */
  triggers: { PreAuthentication: 'sign-ins', PostAuthentication: 'sign-ins' },
} as const

/** Folders of the shared file system (EFS): shop configuration and templates, read by web and app tiers. */
export const sharedFolders = { templates: { owner: 'engagement' }, synonyms: { owner: 'search' } } as const

export const edge: readonly EdgeBehaviour[] = edgeBehaviours

/** The real name of a declared resource in one deployment, e.g. `quayside-orders`, `quayside-orders.fifo`. */
export const physicalName = (stage: string, name: string, fifo = false): string =>
  `${stage}-${name}${fifo ? '.fifo' : ''}`
