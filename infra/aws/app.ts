import { App, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks, PCIDSS321Checks } from 'cdk-nag'
import { explainExceptions } from './exceptions'
import type { Settings } from './settings'
import { dataStack, networkStack, replicaStack, webStack, workersStack } from './stacks'

/** The cloud of one deployment, from the declaration. Replicas come first: a bucket cannot copy to what is not there.
 *  @param outdir where the templates go
 *  @param workerCode a folder with the bundled workers
 *  @param validate whether CloudFormation's own rules are checked, too, which takes most of the time */
export function cloudApp(settings: Settings, outdir: string, workerCode: string, validate = true): App {
  const app = new App({
    outdir,
    analyticsReporting: false,
    treeMetadata: false,
    builtinCloudFormationValidation: validate,
  })
  const replica = replicaStack(app, settings)
  const network = networkStack(app, settings)
  const data = dataStack(app, settings, network)
  data.stack.addStackDependency(replica)
  const web = webStack(app, settings, network)
  web.addStackDependency(data.stack)
  workersStack(app, settings, data, workerCode).addStackDependency(data.stack)
  holdToRules(app)
  explainExceptions(app, settings.stage)
  return app
}

/** Lets the synthesis fail for every finding of the rule packs that nobody has explained. */
export function holdToRules(app: App): void {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new PCIDSS321Checks(app))
}
