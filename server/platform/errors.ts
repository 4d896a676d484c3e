/** Facts that a client may read about a failure; never personal data. */
export type ErrorFacts = Readonly<Record<string, string | number | boolean | readonly string[]>>

/** The base of every failure that the shop knows by name. `code` is stable and translatable; `message` is for logs. */
export abstract class DomainError extends Error {
  abstract readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 422 | 429 | 503
  constructor(
    readonly code: string,
    message: string = code,
    readonly facts: ErrorFacts = {},
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.name = new.target.name
  }
}

/** The thing does not exist, or not for this caller. */
export class NotFound extends DomainError {
  readonly status = 404
}
/** The request is understood and contradicts the state of the thing. */
export class Conflict extends DomainError {
  readonly status = 409
}
/** The request itself is wrong, whatever the state. */
export class Invalid extends DomainError {
  readonly status = 422
}
/** Nobody has proved who they are. */
export class Unauthenticated extends DomainError {
  readonly status = 401
}
/** The caller is known and may not do this. */
export class Forbidden extends DomainError {
  readonly status = 403
}
/** Too many of these in too short a time. `facts.retryAfter` is in seconds. */
export class TooMany extends DomainError {
  readonly status = 429
}
/** A dependency does not answer. Never the same thing as "not found", and never cached. */
export class Unavailable extends DomainError {
  readonly status = 503
}
