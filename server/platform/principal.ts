/** Who asks. Operations authorise by it; pages and routes only pass it on. */
export type Principal = Anonymous | Guest | Customer

/** A browser of which nothing is kept. */
interface Anonymous {
  readonly kind: 'anonymous'
}
/** A browser with a session and no account; `id` is `gst_…`. */
export interface Guest {
  readonly kind: 'guest'
  readonly id: string
  readonly sessionId: string
}
/** Somebody who has signed in; `id` is `cus_…`. */
export interface Customer {
  readonly kind: 'customer'
  readonly id: string
  readonly sessionId: string
  readonly email: string
  readonly groups: readonly string[]
}

export const anonymous: Anonymous = { kind: 'anonymous' }
