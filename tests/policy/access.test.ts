import { beforeAll, describe, expect, test } from 'vitest'
import { assembly } from './assembly'
import { type Mutant, mutants } from './mutants'
import { type Policies, readPolicies } from './policies'
import { matrix, type Probe } from './probes'
import { situations } from './situations'
import { succeeds } from './verdict'

let policies: Policies
let probes: Probe[]

beforeAll(async () => {
  policies = readPolicies(await assembly())
  // What is allowed comes first: most mistakes show there, so the rest need not be asked.
  probes = [...situations(policies), ...matrix()].sort((a, b) => Number(b.expected) - Number(a.expected))
}, 240_000)

const wrong = (given: Policies, among: readonly Probe[]) =>
  among.find((probe) => succeeds(given, probe) !== probe.expected)

test('every role may do with every prefix exactly what is declared', () => {
  expect(probes.length).toBeGreaterThan(150_000)
  expect(probes.filter(({ expected }) => expected).length).toBeGreaterThan(500)
  const failed = probes.filter((probe) => succeeds(policies, probe) !== probe.expected)
  expect(failed.map(({ what, expected }) => `${what} should be ${expected}`).slice(0, 20)).toEqual([])
})

describe('any mistake in a policy is noticed', () => {
  const grouped = (by: (probe: Probe) => string | undefined) => {
    const groups = new Map<string | undefined, Probe[]>()
    for (const probe of probes) {
      const group = groups.get(by(probe))
      if (group) group.push(probe)
      else groups.set(by(probe), [probe])
    }
    return groups
  }

  /** Only what a policy is asked about can tell that it is wrong. */
  const asked = (): ((mutant: Mutant) => Probe[]) => {
    const byRole = grouped(({ role }) => role)
    const byBucket = grouped(({ bucket }) => bucket)
    const keyed = probes.filter(({ keyAction, request }) => keyAction ?? request.action.startsWith('kms:'))
    return ({ kind, of }) =>
      (kind === 'identity' ? byRole.get(of) : kind === 'buckets' ? byBucket.get(of) : keyed) ?? []
  }

  test('whichever statement is flipped, dropped, widened or narrowed', () => {
    const all = mutants(policies)
    expect(all.length).toBeGreaterThan(500)
    const ask = asked()
    const survivors = all.filter((mutant) => {
      const changed = {
        ...policies,
        [mutant.kind]: new Map(policies[mutant.kind]).set(mutant.of, mutant.statements),
      }
      return !wrong(changed, ask(mutant))
    })
    expect(survivors.map(({ what }) => what)).toEqual([])
  }, 120_000)
})
