import { cloudApp } from './app'
import { readSettings } from './settings'

/** What the CDK's own commands run (`cdk.json`), and `npm run synth`. */
const workers = process.env.WORKERS_DIR
if (!workers) throw new Error('WORKERS_DIR names the folder of the bundled workers; `npm run synth` makes it')
cloudApp(readSettings(process.env), process.env.CDK_OUTDIR || 'infra/aws/cdk.out', workers).synth()
