import { keyAttributes } from './keys'
import type { Table, ViewType } from './table'
import { type Item, itemSize } from './values'

/** Who wrote: a client, or the service itself because an item's time to live ended. */
export type Writer = 'client' | 'ttl'

/** A stream record without what its number decides (event id and sequence number). */
export interface StreamRecord {
  eventName: 'INSERT' | 'MODIFY' | 'REMOVE'
  userIdentity?: { Type: string; PrincipalId: string }
  dynamodb: {
    /** Epoch seconds. */
    ApproximateCreationDateTime: number
    Keys: Item
    NewImage?: Item
    OldImage?: Item
    SizeBytes: number
    StreamViewType: ViewType
  }
}

/** The record of one change. One of `before` and `after` is present. */
export function recordOf(
  table: Table,
  view: ViewType,
  before: Item | undefined,
  after: Item | undefined,
  now: number,
  writer: Writer,
): StreamRecord {
  const keys = keyAttributes(after ?? before ?? {}, table.keys)
  const newImage = view === 'NEW_IMAGE' || view === 'NEW_AND_OLD_IMAGES' ? after : undefined
  const oldImage = view === 'OLD_IMAGE' || view === 'NEW_AND_OLD_IMAGES' ? before : undefined
  const size = [keys, newImage, oldImage].reduce((sum, part) => sum + (part ? itemSize(part) : 0), 0)
  return {
    eventName: after ? (before ? 'MODIFY' : 'INSERT') : 'REMOVE',
    ...(writer === 'ttl' ? { userIdentity: { Type: 'Service', PrincipalId: 'dynamodb.amazonaws.com' } } : {}),
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(now / 1000),
      Keys: keys,
      ...(newImage ? { NewImage: newImage } : {}),
      ...(oldImage ? { OldImage: oldImage } : {}),
      SizeBytes: size,
      StreamViewType: view,
    },
  }
}
