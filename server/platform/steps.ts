type Watcher = (step: string) => Promise<void> | void
let watcher: Watcher | undefined

/** Marks a point between two effects of a flow that must survive a crash. Costs nothing unless somebody watches. */
export async function reached(step: string): Promise<void> {
  if (watcher) await watcher(step)
}

/** Watches the marked points of this process; tests stop the flow there by throwing. Gives back how to stop watching. */
export function watchSteps(watch: Watcher): () => void {
  watcher = watch
  return () => {
    watcher = undefined
  }
}
