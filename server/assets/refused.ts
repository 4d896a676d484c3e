import type { Reason } from './model'

/** What was uploaded is not taken, for a reason that its uploader may read. */
export class Refused extends Error {
  constructor(
    readonly reason: Reason,
    options?: ErrorOptions,
  ) {
    super(reason, options)
    this.name = 'Refused'
  }
}
