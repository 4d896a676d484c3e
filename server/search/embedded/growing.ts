/** A list of 32-bit integers in one flat array that grows by doubling. */
export class Integers {
  values: Int32Array
  length = 0

  constructor(capacity = 1024) {
    this.values = new Int32Array(capacity)
  }

  push(value: number): void {
    if (this.length === this.values.length) this.values = widened(this.values, this.length + 1, Int32Array)
    this.values[this.length++] = value
  }
}

/** A list of doubles in one flat array that grows by doubling. */
export class Doubles {
  values = new Float64Array(1024)
  length = 0

  push(value: number): void {
    if (this.length === this.values.length) this.values = widened(this.values, this.length + 1, Float64Array)
    this.values[this.length++] = value
  }
}

type Numbers = Int32Array | Float64Array | Float32Array | Uint8Array

/** The array itself when it holds `length` values, else a copy at least twice as long; the rest is `filler`. */
export function widened<T extends Numbers>(
  array: T,
  length: number,
  kind: new (length: number) => T,
  filler = 0,
): T {
  if (length <= array.length) return array
  const wider = new kind(Math.max(length, array.length * 2))
  wider.set(array)
  if (filler !== 0) wider.fill(filler, array.length)
  return wider
}
