import { type Progress, pace } from '@/components/uploads/pace'
import { NotSent, rest, send } from '@/components/uploads/send'
import { ApiProblem, ask } from '@/lib/api'
import type { UploadView } from '@/server/assets/model'

const parallel = 4
const signedAtOnce = 16
const longestRest = 15_000
const rounds = 5

type Parts = NonNullable<UploadView['parts']>

/** Sends a large file in parts, several at a time, and only those that have not arrived; then makes one file of them. A lost
 *  connection is waited for as long as it takes.
 *  @throws ApiProblem when the shop refuses, DOMException `AbortError` when the signal ends it */
export async function sendParts(
  { id, parts }: { id: string; parts: Parts },
  file: Blob,
  tell: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<UploadView> {
  const { moved, connected } = pace(file.size, tell)
  const path = `/api/uploads/${id}`
  const lengthOf = (number: number) => Math.min(parts.size, file.size - (number - 1) * parts.size)

  for (let round = 1; ; round++) {
    await sendMissing()
    try {
      return await patiently(() => ask<UploadView>(`${path}/complete`, 'POST'))
    } catch (error) {
      const again = error instanceof ApiProblem && error.code === 'parts-missing' && round < rounds
      if (!again) throw error
    }
  }

  async function sendMissing(): Promise<void> {
    const arrived = await patiently(() => ask<{ parts: { number: number; size: number }[] }>(`${path}/parts`))
    const whole = arrived.parts.filter(({ number, size }) => size === lengthOf(number))
    const sent = new Map(whole.map(({ number, size }) => [number, size]))
    const told = () => moved([...sent.values()].reduce((sum, bytes) => sum + bytes, 0))
    told()
    const missing = Array.from({ length: parts.count }, (_, index) => index + 1).filter(
      (number) => !sent.has(number),
    )
    const urlOf = signer(missing)
    const rest = missing.values()
    await Promise.all(
      Array.from({ length: parallel }, async () => {
        for (const number of rest) {
          await patiently(async () => {
            const url = await urlOf(number)
            const from = (number - 1) * parts.size
            const progress = (bytes: number) => {
              sent.set(number, Math.min(bytes, lengthOf(number)))
              told()
            }
            try {
              await send('PUT', url, file.slice(from, from + lengthOf(number)), progress, signal)
            } catch (error) {
              // What was sent of a part that has not arrived must be sent again; a URL that is refused may just be old.
              sent.delete(number)
              urlOf.forget(number)
              throw error
            }
            progress(lengthOf(number))
          })
        }
      }),
    )
  }

  /** URLs are asked for in batches, shortly before they are needed: they do not hold for long. */
  function signer(missing: readonly number[]) {
    const urls = new Map<number, string>()
    let asking: Promise<void> | undefined
    const signMore = async (number: number) => {
      const at = missing.indexOf(number)
      const numbers = missing.slice(at, at + signedAtOnce).filter((one) => !urls.has(one))
      const { parts } = await ask<{ parts: { number: number; url: string }[] }>(`${path}/parts`, 'POST', {
        numbers,
      })
      for (const part of parts) urls.set(part.number, part.url)
    }
    const urlOf = async (number: number): Promise<string> => {
      for (;;) {
        const url = urls.get(number)
        if (url !== undefined) return url
        asking ??= signMore(number).finally(() => {
          asking = undefined
        })
        await asking
      }
    }
    return Object.assign(urlOf, { forget: (number: number) => void urls.delete(number) })
  }

  /** Tries again for as long as the trouble may pass, in growing intervals, and at once when the connection is back. */
  async function patiently<T>(work: () => Promise<T>): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      try {
        const done = await work()
        connected(true)
        return done
      } catch (error) {
        if (signal.aborted || !mayPass(error)) throw error
        connected(!(error instanceof NotSent || error instanceof ApiProblem) || error.status !== 0)
        await rest(Math.min(500 * 2 ** attempt, longestRest) * (0.7 + Math.random() * 0.3), signal)
      }
    }
  }
}

const mayPass = (error: unknown): boolean =>
  error instanceof NotSent ||
  (error instanceof ApiProblem && (error.status === 0 || error.status === 429 || error.status >= 500))
