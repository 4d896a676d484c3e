import type { JsonOperation } from '@/infra/local/json-service'
import { isJsonObject, ServiceError } from '@/infra/local/requests'
import { limitExceeded, notImplemented, validation } from './errors'
import { ListTargetsInput, PutTargetsInput, RemoveTargetsInput, read } from './input'
import { change, type EventBridge, paginate, requireRule } from './parts'
import { type Rule, Target } from './rules'
import { checkInput } from './transform'

const TARGETS_PER_RULE = 5

/** The operations on the targets of rules. */
export function targetOperations(service: EventBridge): Record<string, JsonOperation> {
  const { rules } = service

  return {
    PutTargets: async (input) => {
      const { Rule: name, EventBusName, Targets } = read(PutTargetsInput, input)
      return change(service, () => {
        const rule = requireRule(rules, EventBusName, name)
        const ids = new Set(rule.targets.map((target) => target.Id))
        return eachTarget(Targets.map(idOf), (index) => {
          const target = readTarget(Targets[index])
          ids.add(target.Id)
          if (ids.size > TARGETS_PER_RULE) {
            throw limitExceeded('The requested resource exceeds the maximum number allowed.')
          }
          rules.putTarget(rule, target)
        })
      })
    },

    RemoveTargets: async (input) => {
      const { Rule: name, EventBusName, Ids } = read(RemoveTargetsInput, input)
      return change(service, () => {
        const rule = requireRule(rules, EventBusName, name)
        return eachTarget(Ids, (index) => removeTarget(rule, Ids[index] ?? ''))
      })
    },

    ListTargetsByRule: (input) => {
      const { Rule: name, EventBusName, Limit, NextToken } = read(ListTargetsInput, input)
      const { targets } = requireRule(rules, EventBusName, name)
      const page = paginate(targets, (target) => target.Id, Limit, NextToken)
      return { Targets: page.items, NextToken: page.NextToken }
    },
  }

  function removeTarget(rule: Rule, id: string): void {
    if (!rule.targets.some((target) => target.Id === id)) {
      throw new ServiceError(
        'ResourceNotFoundException',
        `Rule ${rule.name} does not have a target with the Id ${id}.`,
      )
    }
    rules.removeTarget(rule, id)
  }
}

const idOf = (target: unknown): string => (isJsonObject(target) ? String(target.Id ?? '') : '')

/** @throws ServiceError for what no rule can deliver to */
function readTarget(input: unknown): Target {
  const target = read(Target, input)
  const kind = /^arn:aws[\w-]*:([a-z0-9-]+):/.exec(target.Arn)?.[1]
  if (kind === undefined) {
    throw validation(`Parameter ${target.Arn} is not valid. Reason: Provided Arn is not in correct format.`)
  }
  if (kind !== 'sqs') throw notImplemented(`targets of the service ${kind}`)
  if (target.Arn.endsWith('.fifo') && !target.SqsParameters?.MessageGroupId) {
    throw validation(`Parameter(s) MessageGroupId must be specified for target: ${target.Id}.`)
  }
  if (target.DeadLetterConfig?.Arn?.endsWith('.fifo')) {
    throw validation('A dead-letter queue of a rule must be a standard queue.')
  }
  checkInput(target.Id, target)
  return target
}

/** One entry that is refused is reported by itself and spares the others. */
function eachTarget(ids: string[], perform: (index: number) => void) {
  const FailedEntries: Array<{ TargetId: string; ErrorCode: string; ErrorMessage: string }> = []
  for (const [index, TargetId] of ids.entries()) {
    try {
      perform(index)
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error
      FailedEntries.push({ TargetId, ErrorCode: error.code, ErrorMessage: error.message })
    }
  }
  return { FailedEntryCount: FailedEntries.length, FailedEntries }
}
