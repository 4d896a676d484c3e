/** Runs a step, and shows it with its time when it takes longer than a blink.
 *  @template T
 *  @param {string} label
 *  @param {() => Promise<T>} work
 *  @returns {Promise<T>} */
export async function step(label, work) {
  const from = performance.now()
  const announce = setTimeout(() => console.log(`${label} …`), 900)
  const beat = setInterval(
    () => console.log(`${label} … ${Math.round((performance.now() - from) / 1000)} s`),
    15_000,
  )
  try {
    const result = await work()
    const seconds = (performance.now() - from) / 1000
    if (seconds > 0.9) console.log(`${label}: done in ${seconds.toFixed(1)} s`)
    return result
  } finally {
    clearTimeout(announce)
    clearInterval(beat)
  }
}
