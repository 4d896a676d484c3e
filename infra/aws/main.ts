import { cloudApp } from './app'
import { readSettings } from './settings'

/** What the CDK's own commands run (`cdk.json`), and `npm run synth`. */
cloudApp(readSettings(process.env), process.env.CDK_OUTDIR || 'infra/aws/cdk.out').synth()
