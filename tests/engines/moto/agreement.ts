import type { Case } from '../suites'
import type { Difference, Differences } from './difference'
import { cognito } from './differences/cognito'
import { dynamodb } from './differences/dynamodb'
import { eventbridge } from './differences/eventbridge'
import { s3 } from './differences/s3'
import { s3Uploads } from './differences/s3-uploads'
import { sqs } from './differences/sqs'

/** What is compared: the suites of all that our code asks of these services. */
const suites = [
  'cognito',
  'amplify',
  'dynamodb',
  'dynamodb-expressions',
  'dynamodb-queries',
  'dynamodb-scans',
  'dynamodb-streams',
  'dynamodb-tables',
  'dynamodb-transactions',
  'eventbridge',
  's3',
  's3-browser',
  's3-uploads',
  's3-versions',
  'sqs',
]
export const comparedFiles = suites.map((name) => `${name}.test.ts`)
export const knownDifferences: Differences = {
  ...cognito,
  ...dynamodb,
  ...eventbridge,
  ...s3,
  ...s3Uploads,
  ...sqs,
}

/** The smallest share of the cases that moto implements, and implements as documented, in which it must say the same. */
const ENOUGH = 0.97

export interface Agreement {
  agreed: number
  /** How many cases moto has nothing for, answers wrongly, and answers as it may. */
  counts: Record<Difference['kind'], number>
  /** What nobody has explained, a sentence each. */
  unexplained: string[]
}

/** Holds the cases against the known differences. */
export function agreementOf(cases: readonly Case[], known = knownDifferences): Agreement {
  const counts = { absent: 0, wrong: 0, open: 0 }
  const unexplained: string[] = []
  for (const { name, outcome, said } of cases) {
    const difference = known[name]
    if (outcome === 'failed' && !difference) unexplained.push(`${name} — ${said}`)
    else if (outcome === 'failed' && difference) {
      if (!said.includes(difference.says)) unexplained.push(`${name} fails in a new way — ${said}`)
      counts[difference.kind] += 1
    } else if (difference && !difference.sometimes) {
      unexplained.push(`${name} is listed, but does not differ.`)
    }
  }
  const names = new Set(cases.map((one) => one.name))
  for (const name of Object.keys(known))
    if (!names.has(name)) unexplained.push(`${name} is listed, but there is no such case.`)
  return { agreed: cases.filter((one) => one.outcome === 'passed').length, counts, unexplained }
}

/** Of the cases that moto implements: all of them, and those that it implements as AWS documents them. Between 0 and 1. */
export function shares({ agreed, counts, unexplained }: Agreement): { all: number; documented: number } {
  const undecided = counts.open + unexplained.length
  return { all: agreed / (agreed + counts.wrong + undecided), documented: agreed / (agreed + undecided) }
}

export const isEnough = (agreement: Agreement): boolean =>
  agreement.unexplained.length === 0 && shares(agreement).documented >= ENOUGH
