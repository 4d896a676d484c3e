/** How far something is, and how long it will take. */
export interface Progress {
  /** Bytes. */
  readonly sent: number
  readonly total: number
  /** Seconds, once they can be told. */
  readonly left?: number
  readonly offline: boolean
}

const settling = 3_000
const weight = 0.25

/** Tells progress from how many bytes have been sent. The pace is that of the last seconds, smoothed, because networks are not even.
 *  @param clock milliseconds */
export function pace(total: number, tell: (progress: Progress) => void, clock = () => performance.now()) {
  let offline = false
  let sent = 0
  let rate: number | undefined
  let mark: { at: number; sent: number } | undefined

  const told = () => {
    const left = rate && rate > 0 ? (total - sent) / rate : undefined
    tell({ sent, total, left, offline })
  }
  return {
    moved(bytes: number) {
      sent = bytes
      const at = clock()
      mark ??= { at, sent: bytes }
      const elapsed = at - mark.at
      if (elapsed >= settling) {
        const now = Math.max(0, bytes - mark.sent) / (elapsed / 1000)
        rate = rate === undefined ? now : rate * (1 - weight) + now * weight
        mark = { at, sent: bytes }
      }
      told()
    },
    connected(is: boolean) {
      if (offline === !is) return
      offline = !is
      // What was lost while there was no connection says nothing about the pace.
      mark = undefined
      told()
    },
  }
}
