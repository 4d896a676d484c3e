import type { Principal } from '@/server/platform/principal'
import type { Purpose } from './model'

const mebibyte = 1024 ** 2
const gibibyte = 1024 ** 3

const pictures = ['image/jpeg', 'image/png', 'image/webp', 'image/avif'] as const
const videos = ['video/mp4', 'video/webm'] as const
export type AcceptedType = (typeof pictures)[number] | (typeof videos)[number]

interface Rule {
  /** A `master` is a picture of which another room makes its own. */
  kind: 'picture' | 'master' | 'video'
  types: readonly AcceptedType[]
  /** Bytes, at most. */
  most: number
  /** Pixels, at least, once it stands upright. */
  leastWidth?: number
  may(who: Principal): boolean
}

const signedIn = (who: Principal) => who.kind === 'customer'
const staff = (who: Principal) => who.kind === 'customer' && who.groups.includes('staff')
const small = { kind: 'picture', types: pictures } as const

/** What may be uploaded, by whom, and how large. */
export const purposes: Readonly<Record<Purpose, Rule>> = {
  profile: { ...small, most: 10 * mebibyte, may: signedIn },
  review: { ...small, most: 20 * mebibyte, may: signedIn },
  gift: { ...small, most: 10 * mebibyte, may: (who) => who.kind !== 'anonymous' },
  'product-video': {
    kind: 'video',
    types: videos,
    most: 8 * gibibyte,
    may: staff,
  },
  editorial: { ...small, kind: 'master', leastWidth: 1600, may: staff, most: 20 * mebibyte },
}

/** How large a file for a purpose may be, in whole mebibytes. */
export const megabytes = (purpose: Purpose): number => purposes[purpose].most / mebibyte

/** The size of parts in bytes: large enough that 8 GB make a few hundred, small enough that a lost one is soon sent again. */
export const partSize = 16 * mebibyte
/** One request of S3 ends at 5 GB, and pictures fit in one; whatever is larger than this goes in parts. */
export const singleRequest = 64 * mebibyte
