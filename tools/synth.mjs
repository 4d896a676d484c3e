// `npm run synth`: the CloudFormation templates of the declared cloud, made offline and held against the rule packs.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { ensureInstalled } from './run/install.mjs'
import { root } from './run/root.mjs'
import { packageWorkers } from './run/worker-package.mjs'

ensureInstalled()
const tsx = createRequire(import.meta.url).resolve('tsx/cli')
const outdir = join(root, 'infra/aws/cdk.out')
const { status } = spawnSync(process.execPath, [tsx, join(root, 'infra/aws/main.ts')], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, CDK_OUTDIR: outdir, WORKERS_DIR: await packageWorkers() },
})
if (status === 0) console.log(`Templates are in ${outdir}`)
process.exit(status ?? 1)
