import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Signals } from '@/server/fraud/model'
import type { FraudScorer } from '@/server/fraud/port'

/** What every scorer must do: let the ordinary go, hand the doubtful to a person, refuse the rest, and say why. */
const scorers: Record<string, FraudScorer> = {}
const asked: Record<string, unknown>[] = []
let down = false
/** What a detector with its own rules would say of these signals. */
let outcome = 'approve'

const service = createServer((request, response) => {
  const parts: Buffer[] = []
  request.on('data', (part: Buffer) => parts.push(part))
  request.on('end', () => {
    const body: Record<string, unknown> = JSON.parse(Buffer.concat(parts).toString('utf8'))
    asked.push({ target: request.headers['x-amz-target'], ...body })
    response.writeHead(down ? 500 : 200, { 'content-type': 'application/x-amz-json-1.1' })
    response.end(
      JSON.stringify(
        down
          ? { __type: 'InternalServerException', message: 'down' }
          : {
              modelScores: [{ modelVersion: {}, scores: { quayside_insightscore: 640 } }],
              ruleResults: [{ ruleId: 'rule', outcomes: [outcome] }],
            },
      ),
    )
  })
})

beforeAll(async () => {
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
  const { port } = service.address() as AddressInfo // of a server that listens on TCP
  Object.assign(process.env, {
    LOG_LEVEL: 'silent',
    FRAUD_DETECTOR_ID: 'quayside',
    AWS_ENDPOINT_URL_FRAUDDETECTOR: `http://127.0.0.1:${port}`,
    AWS_ACCESS_KEY_ID: 'tests',
    AWS_SECRET_ACCESS_KEY: 'tests',
  })
  scorers.rules = (await import('@/server/fraud/rules')).rules
  scorers['Fraud Detector'] = (await import('@/server/fraud/detector')).detector
})
afterAll(() => {
  service.closeAllConnections()
  service.close()
})

const ordinary: Signals = {
  occasion: 'payment',
  counts: { device: 1, address: 2 },
  failedSignIns: 0,
  doubtfulSignIn: false,
  device: true,
  flagged: false,
  countries: { shipping: 'GB', billing: 'GB' },
  basket: { total: 2195, currency: 'GBP', mostOfOne: 1, express: false, guest: true },
}
const cases = {
  approve: ordinary,
  review: { ...ordinary, counts: { card: 6 } },
  block: { ...ordinary, counts: { card: 9, device: 12 } },
} satisfies Record<string, Signals>

describe.each(['rules', 'Fraud Detector'])('%s', (name) => {
  test.each(['approve', 'review', 'block'] as const)('%s', async (decision) => {
    outcome = decision
    const verdict = await scorers[name]?.score(cases[decision], 'chk_01M7-1', 'gst_01M7')
    expect(verdict).toMatchObject({ decision })
    expect(verdict?.score).toBeGreaterThanOrEqual(0)
    expect((verdict?.reasons.length ?? 0) > 0).toBe(decision !== 'approve')
  })
})

test('Fraud Detector is told what the rules are told, in its own protocol, and nothing of who it is', async () => {
  outcome = 'approve'
  await scorers['Fraud Detector']?.score(ordinary, 'chk_01M7ABC-1', 'gst_01M7ABC')
  expect(asked.at(-1)).toMatchObject({
    target: 'AWSHawksNestServiceFacade.GetEventPrediction',
    detectorId: 'quayside',
    eventId: 'chk_01m7abc-1',
    eventTypeName: 'quayside_payment',
    entities: [{ entityType: 'customer', entityId: 'gst_01M7ABC' }],
    eventVariables: { order_total: '2195', attempts_by_address: '2', has_device: 'true', guest: 'true' },
  })
})

test('while Fraud Detector is down the shop decides by its own rules, and says so', async () => {
  down = true
  await expect(scorers['Fraud Detector']?.score(ordinary, 'chk_1', 'gst_1')).rejects.toMatchObject({
    code: 'fraud-unavailable',
  })
  const { assessPayment } = await import('@/server/fraud/fraud')
  const context = {
    facts: { owner: 'gst_1', origin: { device: 'x' } },
    subjects: {},
    activity: { counts: { card: 6 }, failedSignIns: 0, doubtfulSignIn: false, unknown: false },
  }
  const order = { total: 2195, currency: 'GBP' as const, lines: [], express: false }
  expect((await assessPayment(context, order, 'chk_1-1')).verdict).toEqual({
    decision: 'review',
    score: 50,
    reasons: ['many-by-card', 'detector-unavailable'],
  })
  down = false
})
