/** Where moto answers a case of our contract suites otherwise than the local cloud does. */
export interface Difference {
  /**
   * `absent`: moto has no code for what the case asks.
   * `wrong`: it has, and answers against AWS's documentation, which the local cloud follows.
   * `open`: AWS's documentation does not decide; what the local cloud does is a decision of ours.
   */
  kind: 'absent' | 'wrong' | 'open'
  /** A part of what the failing case says: a case that fails in another way is a new difference. */
  says: string
  why: string
  /** What decides: the page or operation of AWS's documentation, and what it says there; or that no page says it. */
  aws: string
  /** By chance the case passes now and then. */
  sometimes?: true
}

/** By the file and the case's full name. */
export type Differences = Readonly<Record<string, Difference>>
