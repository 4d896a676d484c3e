import { z } from 'zod'
import type { KeyAttribute, KeySchema } from './keys'
import { declaredType, type Index, type Table } from './table'
import { invalid } from './values'

/** The parts of table requests that this module understands, in wire form. */
export const AttributeDefinitions = z.array(
  z.object({ AttributeName: z.string().min(1).max(255), AttributeType: z.enum(['S', 'N', 'B']) }),
)
const WireKeys = z
  .array(z.object({ AttributeName: z.string().min(1), KeyType: z.enum(['HASH', 'RANGE']) }))
  .min(1)
  .max(2)
const Throughput = z.object({
  ReadCapacityUnits: z.int().min(1),
  WriteCapacityUnits: z.int().min(1),
})
const indexName = z
  .string()
  .min(3)
  .max(255)
  .regex(/^[a-zA-Z0-9_.-]+$/)
const WireIndex = z.strictObject({
  IndexName: indexName,
  KeySchema: WireKeys,
  Projection: z.object({
    ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
    NonKeyAttributes: z.array(z.string().min(1)).max(100).optional(),
  }),
  ProvisionedThroughput: Throughput.optional(),
})
export const WireStream = z.object({
  StreamEnabled: z.boolean(),
  StreamViewType: z.enum(['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES']).optional(),
})
export const WireTags = z.array(z.object({ Key: z.string().min(1).max(128), Value: z.string().max(256) }))
export const TableReference = z.strictObject({ TableName: z.string().min(1).max(1024) })

const options = {
  BillingMode: z.enum(['PROVISIONED', 'PAY_PER_REQUEST']).optional(),
  ProvisionedThroughput: Throughput.optional(),
  StreamSpecification: WireStream.optional(),
  SSESpecification: z.record(z.string(), z.unknown()).optional(),
  TableClass: z.enum(['STANDARD', 'STANDARD_INFREQUENT_ACCESS']).optional(),
  DeletionProtectionEnabled: z.boolean().optional(),
}
export const CreateTableInput = z.object({
  TableName: z.string(),
  AttributeDefinitions,
  KeySchema: WireKeys,
  GlobalSecondaryIndexes: z.array(WireIndex).default([]),
  LocalSecondaryIndexes: z.array(WireIndex).default([]),
  Tags: WireTags.default([]),
  ...options,
})
export const UpdateTableInput = z.object({
  TableName: z.string(),
  AttributeDefinitions: AttributeDefinitions.optional(),
  GlobalSecondaryIndexUpdates: z
    .array(
      z.union([
        z.strictObject({ Create: WireIndex }),
        z.strictObject({ Delete: z.object({ IndexName: indexName }) }),
        z.strictObject({ Update: z.object({ IndexName: indexName, ProvisionedThroughput: Throughput }) }),
      ]),
    )
    .default([]),
  ...options,
})

/** Reads a request by its schema. @throws ServiceError ValidationException that says what is wrong */
export function parsed<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const where = issue && issue.path.length > 0 ? ` at '${issue.path.join('.')}'` : ''
  throw invalid(`1 validation error detected: ${issue?.message ?? 'Invalid request'}${where}`)
}

export function toAttributes(definitions: z.infer<typeof AttributeDefinitions>): KeyAttribute[] {
  return definitions.map(({ AttributeName, AttributeType }) => ({ name: AttributeName, type: AttributeType }))
}

/** A key schema from its wire form. @throws ServiceError ValidationException when it is none */
export function toKeys(keys: z.infer<typeof WireKeys>, attributes: readonly KeyAttribute[]): KeySchema {
  const [hash, range] = keys
  if (hash?.KeyType !== 'HASH') {
    throw invalid('Invalid KeySchema: The first KeySchemaElement is not a HASH key type')
  }
  if (range && range.KeyType !== 'RANGE') {
    throw invalid('Invalid KeySchema: The second KeySchemaElement is not a RANGE key type')
  }
  const schema = { hash: declaredType(attributes, hash.AttributeName) }
  return range ? { ...schema, range: declaredType(attributes, range.AttributeName) } : schema
}

export function toIndex(
  input: z.infer<typeof WireIndex>,
  attributes: readonly KeyAttribute[],
  global: boolean,
  id: number,
): Index {
  const { ProjectionType: type, NonKeyAttributes: named = [] } = input.Projection
  return {
    id,
    name: input.IndexName,
    global,
    keys: toKeys(input.KeySchema, attributes),
    projection: { type, attributes: named },
  }
}

export function toBilling(
  mode: string | undefined,
  throughput: z.infer<typeof Throughput> | undefined,
): Table['billing'] {
  if (mode === 'PAY_PER_REQUEST' || !throughput) return { mode: 'PAY_PER_REQUEST' }
  return {
    mode: 'PROVISIONED',
    read: throughput.ReadCapacityUnits,
    write: throughput.WriteCapacityUnits,
  }
}
