import { ServiceError } from '@/infra/local/requests'
import type { KeyAttribute, KeySchema } from './keys'

export type ViewType = 'KEYS_ONLY' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES'

export interface Index {
  /** Names its entries in storage. */
  id: number
  name: string
  global: boolean
  keys: KeySchema
  projection: { type: 'ALL' | 'KEYS_ONLY' | 'INCLUDE'; attributes: string[] }
}

/** A table of the retailer's, as it is kept. */
export interface Table {
  /** Names its items in storage. */
  id: number
  name: string
  arn: string
  /** The UUID that DescribeTable shows. */
  uuid: string
  /** Epoch milliseconds. */
  createdAt: number
  attributes: KeyAttribute[]
  keys: KeySchema
  indexes: Index[]
  billing: { mode: 'PAY_PER_REQUEST' } | { mode: 'PROVISIONED'; read: number; write: number }
  stream?: { id: number; arn: string; label: string; view: ViewType }
  ttl?: string
  pointInTimeRecovery: boolean
  deletionProtection: boolean
  tableClass?: string
  encryption?: Record<string, unknown>
  tags: Record<string, string>
}

export const errorNamespace = 'com.amazonaws.dynamodb.v20120810#'

/** An error of DynamoDB's own, by its code. */
export function dynamoError(code: string, message: string, members?: Record<string, unknown>): ServiceError {
  return new ServiceError(`${errorNamespace}${code}`, message, 400, members)
}

/** The type that the table declares for a key attribute. */
export function declaredType(attributes: readonly KeyAttribute[], name: string): KeyAttribute {
  const found = attributes.find((one) => one.name === name)
  if (!found) {
    throw new ServiceError(
      'com.amazon.coral.validate#ValidationException',
      `One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [${name}], AttributeDefinitions: [${attributes.map((one) => one.name).join(', ')}]`,
    )
  }
  return found
}
