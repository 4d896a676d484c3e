import { type JsonObject, ServiceError } from '@/infra/local/requests'
import type { Condition } from './condition'
import { dynaliteFile } from './dynalite-files'
import { bounded, boundedCondition, type ExpressionParser, type ParsedExpression } from './expression-limits'
import type { Path } from './paths'
import type { Section } from './update'
import { type AttributeValue, invalid } from './values'

/**
 * What is borrowed from dynalite: its expression grammars and its checks of request shapes, whose messages are those
 * of DynamoDB. Its storage is not used, and the LevelDB behind it is never loaded.
 */

/** Operations whose requests dynalite knows how to check. */
type CheckedOperation =
  | 'PutItem'
  | 'GetItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'Query'
  | 'Scan'
  | 'BatchGetItem'
  | 'CreateTable'
  | 'ListTables'

interface ParsedCondition {
  expression: Condition
  /** The first attribute of every path. */
  pathHeads: Readonly<Record<string, boolean>>
  /** First attributes of paths that go deeper. */
  nestedPaths: Readonly<Record<string, boolean>>
}

/** A checked request, with its expressions parsed. */
export interface Checked {
  _condition?: ParsedCondition
  _filter?: ParsedCondition
  _projection?: { paths: Path[]; nestedPaths: Readonly<Record<string, boolean>> }
  _updates?: { sections: Section[]; paths: Path[]; nestedPaths: Readonly<Record<string, boolean>> }
  /** A key condition expression, by attribute. */
  KeyConditions?: Record<string, { ComparisonOperator: string; AttributeValueList: AttributeValue[] }>
}

interface Validation {
  types: Record<string, unknown>
  custom?: (data: JsonObject, store: unknown) => string | undefined
}

interface Validations {
  checkTypes(data: JsonObject, types: Validation['types']): JsonObject
  checkValidations(
    data: JsonObject,
    types: Validation['types'],
    custom: Validation['custom'],
    store: unknown,
  ): void
}

const validations: Validations = dynaliteFile('validations/index.js')
const known = new Map<CheckedOperation, Validation>()

const grammars: {
  conditionParser: ExpressionParser<ParsedExpression>
  updateParser: ExpressionParser<unknown>
  projectionParser: ExpressionParser<unknown>
} = {
  conditionParser: dynaliteFile('db/conditionParser.js'),
  updateParser: dynaliteFile('db/updateParser.js'),
  projectionParser: dynaliteFile('db/projectionParser.js'),
}
grammars.conditionParser.parse = boundedCondition(grammars.conditionParser)
grammars.updateParser.parse = bounded(grammars.updateParser)
grammars.projectionParser.parse = bounded(grammars.projectionParser)

/** Checks a request's shape and parses its expressions.
 *  @throws ServiceError SerializationException or ValidationException, as DynamoDB words them */
export function checkShape<Request>(operation: CheckedOperation, input: JsonObject): Request & Checked {
  const { types, custom } = validationOf(operation)
  try {
    const data = validations.checkTypes(input, types)
    validations.checkValidations(data, types, custom, { options: { maxItemSize: Number.POSITIVE_INFINITY } })
    // The checks above are what makes the request have its type.
    return data as Request & Checked
  } catch (error) {
    throw translated(error)
  }
}

function validationOf(operation: CheckedOperation): Validation {
  const found = known.get(operation)
  if (found) return found
  const name = operation.charAt(0).toLowerCase() + operation.slice(1)
  const validation: Validation = dynaliteFile(`validations/${name}.js`)
  known.set(operation, validation)
  return validation
}

function translated(error: unknown): unknown {
  if (!(error instanceof Error) || !('body' in error)) return error
  const { body } = error
  if (typeof body !== 'object' || body === null || !('__type' in body)) return error
  if (String(body.__type).endsWith('#ValidationException')) return invalid(error.message)
  return new ServiceError(String(body.__type), error.message)
}
