import { z } from 'zod'
import { edgeBehaviours } from '@/infra/edge-behaviours'
import { type Edge, startEdge } from './edge'

const flag = z.enum(['0', '1']).default('0')

/** What the edge reads when it runs as a process of its own. */
const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  EDGE_HOST: z.string().min(1).default('127.0.0.1'),
  EDGE_WEB_URL: z.url({ protocol: /^http$/ }),
  EDGE_ASSETS_BUCKET: z.string().min(3),
  /** More names that it answers to, separated by commas. */
  EDGE_HOSTS: z.string().default(''),
  EDGE_COUNTRY: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .default('GB'),
  EDGE_CACHE_BYTES: z.coerce.number().int().positive().optional(),
  EDGE_TRUST_TEST_ADDRESS: flag,
  EDGE_RATE_RULES: z
    .string()
    .default('[]')
    .transform((text) => JSON.parse(text))
    .pipe(
      z.array(
        z.object({
          name: z.string().regex(/^[\w-]+$/),
          pathPattern: z.string().min(1),
          methods: z.array(z.string()).optional(),
          limit: z.int().positive(),
          windowSeconds: z.number().positive(),
          action: z.enum(['block', 'label']).default('block'),
        }),
      ),
    ),
  INTERNAL_SECRET: z.string().min(32),
  AWS_ENDPOINT_URL_S3: z.url({ protocol: /^http$/ }),
  AWS_REGION: z.string().min(1).default('us-east-1'),
  AWS_ACCESS_KEY_ID: z.string().min(1),
  AWS_SECRET_ACCESS_KEY: z.string().min(1),
  AWS_SESSION_TOKEN: z.string().optional(),
})

async function run(): Promise<Edge> {
  const parsed = Environment.safeParse(process.env)
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`The edge cannot start. ${wrong.join('; ')}.`)
  }
  const env = parsed.data
  return startEdge({
    port: env.PORT,
    host: env.EDGE_HOST,
    origin: env.EDGE_WEB_URL,
    assets: {
      endpoint: env.AWS_ENDPOINT_URL_S3,
      bucket: env.EDGE_ASSETS_BUCKET,
      region: env.AWS_REGION,
      credentials: {
        accessKeyId: env.AWS_ACCESS_KEY_ID,
        secretAccessKey: env.AWS_SECRET_ACCESS_KEY,
        ...(env.AWS_SESSION_TOKEN ? { sessionToken: env.AWS_SESSION_TOKEN } : {}),
      },
    },
    behaviours: edgeBehaviours,
    adminSecret: env.INTERNAL_SECRET,
    rateRules: env.EDGE_RATE_RULES,
    hosts: env.EDGE_HOSTS.split(',').filter((name) => name !== ''),
    country: env.EDGE_COUNTRY,
    trustTestAddress: env.EDGE_TRUST_TEST_ADDRESS === '1',
    ...(env.EDGE_CACHE_BYTES ? { cacheBytes: env.EDGE_CACHE_BYTES } : {}),
  })
}

try {
  const edge = await run()
  process.stdout.write(`READY ${edge.url}\n`)
  const stop = () => void edge.close().then(() => process.exit(0))
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
