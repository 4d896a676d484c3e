/** Lets long polls wait for messages of a queue, by its id. */
export class Arrivals {
  private readonly counts = new Map<number, number>()
  private readonly waiting = new Map<number, Set<() => void>>()

  /** Grows with every arrival, so that one between a look and a wait is not missed. */
  count(queue: number): number {
    return this.counts.get(queue) ?? 0
  }

  announce(queue: number): void {
    this.counts.set(queue, this.count(queue) + 1)
    this.wake(queue)
  }

  /** Resolves at the next arrival after `seen`, after so many milliseconds of real time, or when the signal aborts. */
  wait(queue: number, seen: number, milliseconds: number, signal: AbortSignal): Promise<void> {
    if (this.count(queue) !== seen || signal.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      const waiters = this.waiting.get(queue) ?? new Set()
      this.waiting.set(queue, waiters)
      const done = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', done)
        waiters.delete(done)
        resolve()
      }
      const timer = setTimeout(done, milliseconds)
      signal.addEventListener('abort', done)
      waiters.add(done)
    })
  }

  wakeAll(): void {
    for (const queue of this.waiting.keys()) this.announce(queue)
  }

  private wake(queue: number): void {
    for (const done of Array.from(this.waiting.get(queue) ?? [])) done()
  }
}
