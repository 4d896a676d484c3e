import { createHash } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ResourceNotFoundException } from '@aws-sdk/client-dynamodb'
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { z } from 'zod'
import { createPeople, demoPeople } from '@/infra/local/people'
import { provision } from '@/infra/local/provision/provision'
import * as declaration from '@/infra/resources'
import { seedContent } from '@/server/content/seed'
import { seedDemo } from '@/server/feeds/demo/seed'
import { dynamo } from '@/server/platform/aws'
import { seedReviews } from '@/server/reviews/seed'
import { tableName } from '@/server/platform/tables/keys'

/** Brings a local cloud to the state that the shop expects: provisioned from the declaration, seeded with the demo house. What is
 *  there already is left alone, so a second start takes no time. Prints what a deployment has to know. */
const Done = z.object({
  declaration: z.string(),
  seed: z.string(),
  userPoolId: z.string(),
  clientId: z.string(),
})

const markerKey = { pk: 'setup', sk: 'setup' }
const demoFolder = join(process.cwd(), 'server/catalogue/demo')
const contentFolder = join(process.cwd(), 'server/content/demo')
const reviewsFolder = join(process.cwd(), 'server/reviews/demo')

const hash = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url')

/** The demo files as they are now; photographs are added while they are being rendered. */
const demoState = (): string =>
  hash(
    [demoFolder, contentFolder, reviewsFolder].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .sort()
        .map((file) => [file, statSync(join(folder, file)).size]),
    ),
  )

async function readDone() {
  try {
    const found = await dynamo().send(new GetCommand({ TableName: tableName('feeds'), Key: markerKey }))
    return found.Item && Done.parse(found.Item)
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined
    throw error
  }
}

async function setUp(): Promise<void> {
  const wanted = { declaration: hash(declaration), seed: process.env.SEED === 'none' ? 'none' : demoState() }
  const done = await readDone()
  const provisioned = done?.declaration === wanted.declaration
  const identity = provisioned ? done : await provision()
  const { userPoolId, clientId } = identity
  if (!provisioned) await createPeople(userPoolId)
  if (done?.seed !== wanted.seed && wanted.seed !== 'none') {
    const { written, unchanged } = await seedDemo(demoFolder)
    console.log(`seeded ${written} products, ${unchanged} were there`)
    const pages = await seedContent(contentFolder, join(demoFolder, 'photographs'))
    console.log(`seeded ${pages} pages of content`)
    console.log(`seeded ${await seedReviews(join(reviewsFolder, 'reviews.yaml'))} reviews`)
  }
  if (!provisioned || done.seed !== wanted.seed) {
    const Item = { ...markerKey, ...wanted, userPoolId, clientId }
    await dynamo().send(new PutCommand({ TableName: tableName('feeds'), Item }))
  }
  const endpoint = process.env.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER
  console.log(`COGNITO_USER_POOL_ID=${userPoolId}`)
  console.log(`COGNITO_CLIENT_ID=${clientId}`)
  console.log(`COGNITO_PUBLIC_ENDPOINT=${endpoint}`)
  console.log(`COGNITO_JWKS_URL=${endpoint}/${userPoolId}/.well-known/jwks.json`)
  for (const { name, email, password, group } of demoPeople) {
    console.log(
      `demo ${group === 'staff' ? 'Staff   ' : 'Customer'}       ${email} / ${password}   (${name})`,
    )
  }
}

await setUp()
