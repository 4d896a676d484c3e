import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  ExecuteStatementCommand,
  ListTablesCommand,
  ListTagsOfResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb'
import { BatchWriteCommand, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type DynamoRig, dynamoRig, indexedTable, refusal } from '@/tests/contract/dynamodb-rig'

let rig: DynamoRig
beforeAll(async () => {
  rig = await dynamoRig()
})
afterAll(() => rig.stop())

const describeTable = async (TableName: string) => {
  const { Table } = await rig.client.send(new DescribeTableCommand({ TableName }))
  if (!Table?.TableArn) throw new Error('A described table has an ARN.')
  return { ...Table, TableArn: Table.TableArn }
}

describe('a table', () => {
  it('is described as it was made, and listed', async () => {
    const name = await rig.table(indexedTable({ ProjectionType: 'KEYS_ONLY' }))
    const table = await describeTable(name)
    expect(table).toMatchObject({
      TableName: name,
      TableStatus: 'ACTIVE',
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        { IndexName: 'byOwner', IndexStatus: 'ACTIVE', Projection: { ProjectionType: 'KEYS_ONLY' } },
      ],
    })
    const names: string[] = []
    let from: string | undefined
    do {
      const page = await rig.client.send(new ListTablesCommand({ Limit: 1, ExclusiveStartTableName: from }))
      names.push(...(page.TableNames ?? []))
      from = page.LastEvaluatedTableName
    } while (from)
    expect(names).toContain(name)
  })

  it('cannot be made twice, nor with keys that make no sense', async () => {
    const TableName = await rig.table()
    const make = (more: object) =>
      refusal(
        rig.client.send(
          new CreateTableCommand({
            TableName,
            BillingMode: 'PAY_PER_REQUEST',
            AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
            KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
            ...more,
          }),
        ),
      )
    expect((await make({})).name).toBe('ResourceInUseException')
    const undeclared = await make({ KeySchema: [{ AttributeName: 'other', KeyType: 'HASH' }] })
    expect(undeclared.message).toContain('not defined in AttributeDefinitions')
    expect((await make({ TableName: 'x!' })).name).toBe('ValidationException')
    if (!rig.target.door) return
    expect((await make({ ResourcePolicy: '{}' })).message).toContain(
      'not implemented: the parameter ResourcePolicy',
    )
  })

  it('gains an index over the items that it has, and loses it', async () => {
    const TableName = await rig.table()
    await rig.documents.send(
      new BatchWriteCommand({
        RequestItems: {
          [TableName]: ['a', 'b'].map((sk) => ({ PutRequest: { Item: { pk: 'p', sk, colour: 'red' } } })),
        },
      }),
    )
    await rig.client.send(
      new UpdateTableCommand({
        TableName,
        AttributeDefinitions: [{ AttributeName: 'colour', AttributeType: 'S' }],
        GlobalSecondaryIndexUpdates: [
          {
            Create: {
              IndexName: 'byColour',
              KeySchema: [{ AttributeName: 'colour', KeyType: 'HASH' }],
              Projection: { ProjectionType: 'ALL' },
            },
          },
        ],
      }),
    )
    await vi.waitFor(async () => {
      const { GlobalSecondaryIndexes } = await describeTable(TableName)
      expect(GlobalSecondaryIndexes?.[0]?.IndexStatus).toBe('ACTIVE')
    })
    const query = new QueryCommand({
      TableName,
      IndexName: 'byColour',
      KeyConditionExpression: 'colour = :c',
      ExpressionAttributeValues: { ':c': 'red' },
    })
    expect((await rig.documents.send(query)).Count).toBe(2)
    await rig.client.send(
      new UpdateTableCommand({
        TableName,
        GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'byColour' } }],
      }),
    )
    await vi.waitFor(async () => {
      // The reference says the second of an index that is not there, the service the first.
      const said = ['ValidationException', 'ResourceNotFoundException']
      expect(said).toContain((await refusal(rig.documents.send(query))).name)
    })
  })

  it('that is protected is not deleted; afterwards it and its items are gone', async () => {
    const TableName = await rig.table({ DeletionProtectionEnabled: true })
    const remove = () => rig.client.send(new DeleteTableCommand({ TableName }))
    expect((await refusal(remove())).name).toBe('ValidationException')
    await rig.documents.send(new PutCommand({ TableName, Item: { pk: 'p', sk: 'a' } }))
    await rig.client.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: false }))
    await remove()
    await vi.waitFor(async () => {
      expect((await refusal(describeTable(TableName))).name).toBe('ResourceNotFoundException')
    })
    await rig.client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [
          { AttributeName: 'pk', AttributeType: 'S' },
          { AttributeName: 'sk', AttributeType: 'S' },
        ],
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
      }),
    )
    const { Item } = await rig.documents.send(new GetCommand({ TableName, Key: { pk: 'p', sk: 'a' } }))
    expect(Item).toBeUndefined()
  })

  it('keeps tags and backup settings', async () => {
    const TableName = await rig.table({ Tags: [{ Key: 'owner', Value: 'orders' }] })
    const { TableArn: ResourceArn } = await describeTable(TableName)
    await rig.client.send(
      new TagResourceCommand({ ResourceArn, Tags: [{ Key: 'class', Value: 'internal' }] }),
    )
    await rig.client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['owner'] }))
    const { Tags } = await rig.client.send(new ListTagsOfResourceCommand({ ResourceArn }))
    expect(Tags).toEqual([{ Key: 'class', Value: 'internal' }])
    await rig.client.send(
      new UpdateContinuousBackupsCommand({
        TableName,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      }),
    )
    const backups = await rig.client.send(new DescribeContinuousBackupsCommand({ TableName }))
    expect(
      backups.ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus,
    ).toBe('ENABLED')
  })
})

describe('time to live', () => {
  const enable = (TableName: string, Enabled = true) =>
    rig.client.send(
      new UpdateTimeToLiveCommand({
        TableName,
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled },
      }),
    )

  it('is described, and not enabled twice', async () => {
    const TableName = await rig.table()
    await enable(TableName)
    const { TimeToLiveDescription } = await rig.client.send(new DescribeTimeToLiveCommand({ TableName }))
    expect(TimeToLiveDescription?.AttributeName).toBe('expiresAt')
    expect((await refusal(enable(TableName))).name).toBe('ValidationException')
  })

  it('deletes items whose second has come, and only those', async ({ skip }) => {
    if (!rig.target.door) skip()
    const TableName = await rig.table()
    const soon = Math.floor(Date.now() / 1000) + 3_600
    const items = [
      { pk: 'expires', expiresAt: soon },
      { pk: 'later', expiresAt: soon + 86_400 },
      { pk: 'never' },
      { pk: 'text', expiresAt: String(soon) },
    ]
    const put = (item: Record<string, unknown>) =>
      rig.documents.send(new PutCommand({ TableName, Item: { sk: 'a', ...item } }))
    const has = async (pk: string) =>
      (await rig.documents.send(new GetCommand({ TableName, Key: { pk, sk: 'a' } }))).Item !== undefined
    await put({ pk: 'before', expiresAt: soon })
    await enable(TableName)
    for (const item of items) await put(item)
    await rig.target.advance(3_700_000)
    await vi.waitFor(
      async () => expect([await has('expires'), await has('before')]).toEqual([false, false]),
      5_000,
    )
    expect([await has('later'), await has('never'), await has('text')]).toEqual([true, true, true])
  })
})

describe('what is not there', () => {
  it('is refused by name, never answered as if it were done', async ({ skip }) => {
    if (!rig.target.door) skip()
    const refused = await refusal(
      rig.client.send(new ExecuteStatementCommand({ Statement: 'SELECT * FROM x' })),
    )
    expect(refused.name).toBe('UnknownOperationException')
    expect(refused.message).toBe('not implemented: ExecuteStatement')
  })
})
