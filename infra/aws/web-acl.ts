import type { IKey } from 'aws-cdk-lib/aws-kms'
import { CfnLoggingConfiguration, CfnWebACL } from 'aws-cdk-lib/aws-wafv2'
import type { Construct } from 'constructs'
import { edgeRates } from '@/infra/edge-rates'
import type { RateRule } from '@/infra/local/edge/rates'
import { physicalName } from '@/infra/resources'
import { constructId } from './names'
import { encryptedLog } from './runtime-logs'
import type { Settings } from './settings'

type Rule = CfnWebACL.RuleProperty

/** Groups of rules that AWS keeps; with the declared rates they stay below the 1,500 units of one ACL. */
const managed: readonly { name: string; onlyCounted?: readonly string[] }[] = [
  { name: 'AWSManagedRulesAmazonIpReputationList' },
  { name: 'AWSManagedRulesKnownBadInputsRuleSet' },
  { name: 'AWSManagedRulesSQLiRuleSet' },
  // What payment providers tell is longer than 8 KB; our own doors limit bodies by themselves.
  { name: 'AWSManagedRulesCommonRuleSet', onlyCounted: ['SizeRestrictions_BODY'] },
]

/** What stands before CloudFront: the declared rates by address, and the managed groups. What is blocked for its rate gets 429, as
 *  from the local edge. */
export function webAcl(scope: Construct, settings: Settings, key: IKey): CfnWebACL {
  const name = physicalName(settings.stage, 'edge')
  const acl = new CfnWebACL(scope, 'WebAcl', {
    name,
    scope: 'CLOUDFRONT',
    defaultAction: { allow: {} },
    visibilityConfig: visible(name),
    customResponseBodies: {
      slower: { contentType: 'APPLICATION_JSON', content: '{"code":"too-many-requests","status":429}' },
    },
    rules: [...edgeRates.map(rateRule), ...managed.map(managedRule)],
  })
  // WAF writes to groups whose names begin so, and to no others.
  const group = encryptedLog(scope, 'WebAclLog', `aws-waf-logs-${name}`, key)
  new CfnLoggingConfiguration(scope, 'WebAclLogging', {
    resourceArn: acl.attrArn,
    logDestinationConfigs: [
      `arn:aws:logs:${settings.region}:${settings.account}:log-group:aws-waf-logs-${name}`,
    ],
    redactedFields: [{ singleHeader: { Name: 'cookie' } }, { singleHeader: { Name: 'authorization' } }],
  }).node.addDependency(group)
  return acl
}

const visible = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  cloudWatchMetricsEnabled: true,
  sampledRequestsEnabled: true,
  metricName,
})

function rateRule(rate: RateRule, priority: number): Rule {
  const { name, limit, windowSeconds, action } = rate
  const narrowed = scopeOf(rate)
  return {
    name: `rate-${name}`,
    priority,
    statement: {
      rateBasedStatement: {
        aggregateKeyType: 'IP',
        limit,
        evaluationWindowSec: windowSeconds,
        ...(narrowed && { scopeDownStatement: narrowed }),
      },
    },
    action:
      action === 'block'
        ? { block: { customResponse: { responseCode: 429, customResponseBodyKey: 'slower' } } }
        : { count: {} },
    ...(action === 'label' && { ruleLabels: [{ name: `rate:${name}` }] }),
    visibilityConfig: visible(constructId('rate', name)),
  }
}

const plainText = [{ priority: 0, type: 'NONE' }]

/** The requests that a rate counts; nothing where it counts them all. */
function scopeOf({ pathPattern, methods }: RateRule): CfnWebACL.StatementProperty | undefined {
  if (pathPattern === '*') return undefined
  const path = {
    regexMatchStatement: {
      fieldToMatch: { uriPath: {} },
      regexString: `^${pathPattern.replace(/[.+?^$()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`,
      textTransformations: plainText,
    },
  }
  if (!methods) return path
  const [first, ...others] = methods.map((method) => ({
    byteMatchStatement: {
      fieldToMatch: { method: {} },
      positionalConstraint: 'EXACTLY',
      searchString: method,
      textTransformations: plainText,
    },
  }))
  if (!first) return path
  const one = others.length > 0 ? { orStatement: { statements: [first, ...others] } } : first
  return { andStatement: { statements: [path, one] } }
}

const managedRule = ({ name, onlyCounted = [] }: (typeof managed)[number], index: number): Rule => ({
  name,
  priority: 100 + index,
  overrideAction: { none: {} },
  statement: {
    managedRuleGroupStatement: {
      vendorName: 'AWS',
      name,
      ruleActionOverrides: onlyCounted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
    },
  },
  visibilityConfig: visible(name),
})
