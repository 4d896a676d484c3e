import type { JsonOperation } from '@/infra/local/json-service'
import { notImplemented, validation } from './errors'
import { ListRulesByTargetInput, ListRulesInput, PutRuleInput, read, RuleInput } from './input'
import { busName, change, type EventBridge, paginate, requireBus, requireRule, toTags } from './parts'
import { compilePattern } from './pattern'
import type { Rule } from './rules'

const describe = (rule: Rule) => ({
  Name: rule.name,
  Arn: rule.arn,
  EventPattern: rule.pattern,
  State: rule.state,
  Description: rule.description ?? undefined,
  RoleArn: rule.role ?? undefined,
  EventBusName: rule.bus,
})

/** The operations on rules. */
export function ruleOperations(service: EventBridge): Record<string, JsonOperation> {
  const { rules, context } = service
  const setState = (state: string): JsonOperation => {
    return async (input) => {
      const { Name, EventBusName } = read(RuleInput, input)
      await change(service, () => rules.putRule({ ...requireRule(rules, EventBusName, Name), state }))
    }
  }

  return {
    PutRule: async (input) => {
      const wish = read(PutRuleInput, input)
      if (wish.ScheduleExpression !== undefined) throw notImplemented('PutRule with ScheduleExpression')
      const pattern = wish.EventPattern
      if (pattern === undefined) {
        throw validation('Parameter(s) EventPattern or ScheduleExpression must be specified.')
      }
      compilePattern(pattern)
      const bus = requireBus(rules, wish.EventBusName)
      await change(service, () =>
        rules.putRule({
          bus,
          name: wish.Name,
          pattern,
          state: wish.State ?? 'ENABLED',
          description: wish.Description ?? null,
          role: wish.RoleArn ?? null,
          tags: rules.find(bus, wish.Name)?.tags ?? toTags(wish.Tags),
        }),
      )
      return { RuleArn: rules.ruleArn(bus, wish.Name) }
    },

    DeleteRule: async (input) => {
      const { Name, EventBusName } = read(RuleInput, input)
      await change(service, () => {
        const rule = rules.find(busName(EventBusName), Name)
        if (!rule) return
        if (rule.targets.length > 0) throw validation("Rule can't be deleted since it has targets.")
        rules.removeRule(rule)
      })
    },

    DescribeRule: (input) => {
      const { Name, EventBusName } = read(RuleInput, input)
      return { ...describe(requireRule(rules, EventBusName, Name)), CreatedBy: context.accountId }
    },

    ListRules: (input) => {
      const { NamePrefix, EventBusName, Limit, NextToken } = read(ListRulesInput, input)
      const found = rules
        .onBus(requireBus(rules, EventBusName))
        .filter((rule) => rule.name.startsWith(NamePrefix ?? ''))
      const page = paginate(found, (rule) => rule.name, Limit, NextToken)
      return { Rules: page.items.map(describe), NextToken: page.NextToken }
    },

    ListRuleNamesByTarget: (input) => {
      const { TargetArn, EventBusName, Limit, NextToken } = read(ListRulesByTargetInput, input)
      const found = rules
        .onBus(requireBus(rules, EventBusName))
        .filter((rule) => rule.targets.some((target) => target.Arn === TargetArn))
      const page = paginate(found, (rule) => rule.name, Limit, NextToken)
      return { RuleNames: page.items.map((rule) => rule.name), NextToken: page.NextToken }
    },

    EnableRule: setState('ENABLED'),
    DisableRule: setState('DISABLED'),
  }
}
