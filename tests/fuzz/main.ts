/**
 * `npm run test:fuzz`: asks the local cloud what no client would ask: malformed signatures, JSON, XML, chunks, headers and expressions,
 * made by their grammars and then torn. Everything must be answered, with success or an official error; nothing may bring the process
 * down or leave it silent; what was refused must have changed nothing.
 * `-- --batches 400` of eight requests, `--seed 1`. `CLOUD_BUNDLE` names what is asked (`tools/fuzz.mjs` makes it).
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Random } from '@/tests/chaos/random'
import { startCloud } from '@/tests/durability/cloud'
import { type Attempt, Requests } from './requests'
import { jsonServices } from './services'
import { makeState, snapshot } from './state'
import { type Answer, exchange } from './wire'

const { values } = parseArgs({
  options: { batches: { type: 'string', default: '400' }, seed: { type: 'string', default: '1' } },
})
const batchSize = 8
const folder = mkdtempSync(join(tmpdir(), 'quayside-fuzz-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))

const cloud = await startCloud(folder)
const { queueUrl, pool } = await makeState(cloud.clients)
const services = jsonServices(queueUrl, pool)
const counts = new Map<string, number>()
let wrong = 0

/** What is wrong with an answer; nothing where all is well. */
function complaint(attempt: Attempt, answer: Answer | 'closed' | 'silent'): string | undefined {
  if (answer === 'silent') return 'nobody answers'
  if (answer === 'closed') return attempt.raw ? undefined : 'hung up without an answer'
  const { status, body } = answer
  if (status >= 500 && status !== 501) return `answers ${status}: ${body.slice(0, 300)}`
  if (status < 400) return attempt.mustRefuse ? `accepts it with ${status}` : undefined
  const code = codeIn(body)
  if (code === undefined) {
    // A HEAD has no body; neither has what HTTP itself refuses.
    return attempt.raw || attempt.what.startsWith('HEAD') || attempt.what.startsWith('signed wrongly: HEAD')
      ? undefined
      : `refuses without a code: ${status} ${body.slice(0, 300)}`
  }
  return attempt.codes.includes(code) ? undefined : `refuses with ${code}, which is not documented`
}

function codeIn(body: string): string | undefined {
  const xml = /<Code>([^<]+)<\/Code>/.exec(body)?.[1]
  if (xml !== undefined) return xml
  const type = /"__type":"([^"]+)"/.exec(body)?.[1]
  return type?.slice(type.indexOf('#') + 1)
}

let known = await snapshot(cloud.clients)
for (let batch = 0; batch < Number(values.batches) && !cloud.gone(); batch++) {
  const requests = new Requests(new Random(Number(values.seed) * 100_003 + batch), services, {
    ...cloud.credentials,
    region: cloud.region,
  })
  const refused: string[] = []
  let changed = false
  for (let n = 0; n < batchSize; n++) {
    const attempt = requests.next()
    const answer = await exchange(cloud.endpoints[attempt.endpoint] ?? '', attempt.bytes)
    const outcome =
      typeof answer === 'string'
        ? answer
        : answer.status < 400
          ? 'accepted'
          : `${codeIn(answer.body) ?? answer.status}`
    counts.set(`${attempt.endpoint} ${outcome}`, (counts.get(`${attempt.endpoint} ${outcome}`) ?? 0) + 1)
    const sentence = complaint(attempt, answer)
    if (sentence) {
      wrong++
      console.log(`batch ${batch}: ${attempt.endpoint} ${sentence}\n    ${attempt.what.slice(0, 600)}`)
    }
    if (outcome === 'accepted' && attempt.writes) changed = true
    if (outcome !== 'accepted') refused.push(attempt.what.slice(0, 300))
  }
  const now = await snapshot(cloud.clients)
  if (!changed && now !== known) {
    wrong++
    console.log(
      `batch ${batch}: something changed though all of this was refused:\n    ${refused.join('\n    ')}`,
    )
  }
  known = now
}
if (cloud.gone()) {
  wrong++
  console.log('the process is gone')
}
for (const line of cloud.complaints()) console.log(`it said: ${line.slice(0, 300)}`)
const [accepted, all] = [...counts].reduce(
  ([yes, sum], [name, count]) => [yes + (name.endsWith(' accepted') ? count : 0), sum + count],
  [0, 0],
)
console.log(
  `${all} requests, ${accepted} accepted, ${counts.size} kinds of answers, ${wrong} wrong (seed ${values.seed})`,
)
await cloud.kill()
process.exit(wrong === 0 ? 0 : 1)
