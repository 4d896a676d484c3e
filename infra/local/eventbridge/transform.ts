import { z } from 'zod'
import { validation } from './errors'
import type { EventEnvelope } from './event'
import { compilePath } from './json-path'

export const InputTransformer = z.object({
  InputPathsMap: z.record(z.string(), z.string()).nullish(),
  InputTemplate: z.string().min(1).max(8192),
})
type InputTransformer = z.infer<typeof InputTransformer>

/** What a target wants to see of an event. */
export interface InputChoice {
  Input?: string | null | undefined
  InputPath?: string | null | undefined
  InputTransformer?: InputTransformer | null | undefined
}

interface RuleIdentity {
  name: string
  arn: string
}

const PLACEHOLDER = /<([A-Za-z0-9_.-]+)>/g

/** Checks what can be checked before any event. @throws ServiceError `ValidationException` */
export function checkInput(id: string, choice: InputChoice): void {
  const given = [choice.Input, choice.InputPath, choice.InputTransformer].filter((each) => each != null)
  if (given.length > 1) {
    throw validation(`Only one of Input, InputPath, or InputTransformer must be provided for target ${id}.`)
  }
  if (choice.Input != null && !isJson(choice.Input))
    throw validation(`JSON syntax error in input for target ${id}.`)
  const paths = [choice.InputPath ?? '$', ...Object.values(choice.InputTransformer?.InputPathsMap ?? {})]
  for (const path of paths) {
    if (!compilePath(path)) throw validation(`Parameter InputPath is not valid for target ${id}: ${path}`)
  }
  const names = Object.keys(choice.InputTransformer?.InputPathsMap ?? {})
  for (const [, name = ''] of choice.InputTransformer?.InputTemplate.matchAll(PLACEHOLDER) ?? []) {
    if (!names.includes(name) && !name.startsWith('aws.events.')) {
      throw validation(`InputTemplate for target ${id} contains invalid placeholder ${name}.`)
    }
  }
}

/** The text that the target receives for an event. */
export function renderInput(
  choice: InputChoice,
  event: EventEnvelope,
  rule: RuleIdentity,
  ingested: string,
): string {
  if (choice.Input != null) return choice.Input
  if (choice.InputPath != null) return JSON.stringify(compilePath(choice.InputPath)?.(event) ?? null)
  if (choice.InputTransformer == null) return JSON.stringify(event)
  const values: Record<string, unknown> = {
    'aws.events.rule-arn': rule.arn,
    'aws.events.rule-name': rule.name,
    'aws.events.event.ingestion-time': ingested,
    'aws.events.event': { ...event, detail: undefined },
    'aws.events.event.json': event,
  }
  for (const [name, path] of Object.entries(choice.InputTransformer.InputPathsMap ?? {})) {
    values[name] = compilePath(path)?.(event)
  }
  return fill(choice.InputTransformer.InputTemplate, values)
}

/** Inside quotes a value stands as text; outside, in a JSON template, as JSON; in plain text, as it is. */
function fill(template: string, values: Record<string, unknown>): string {
  const json = /^\s*[{["]/.test(template)
  return template.replace(PLACEHOLDER, (_placeholder, name: string, offset: number) => {
    const value = values[name]
    if (json && !insideQuotes(template, offset)) return JSON.stringify(value ?? null)
    const plain = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)
    return json ? JSON.stringify(plain).slice(1, -1) : plain
  })
}

function insideQuotes(template: string, offset: number): boolean {
  let inside = false
  for (let at = 0; at < offset; at += 1) {
    if (template.charAt(at) === '\\') at += 1
    else if (template.charAt(at) === '"') inside = !inside
  }
  return inside
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
