/** The services that speak JSON: how they are called, what they may be asked, and what they may refuse with. */
export interface JsonService {
  name: 'DYNAMODB' | 'SQS' | 'EVENTBRIDGE' | 'COGNITO_IDENTITY_PROVIDER'
  signingName: string
  target: string
  version: '1.0' | '1.1'
  /** Well-meant inputs by operation. */
  inputs: Readonly<Record<string, object>>
  /** Error codes of its documentation, beside those that all services have. */
  codes: readonly string[]
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/CommonErrors.html and the like of the other services. */
export const commonCodes = [
  'AccessDeniedException',
  'ExpiredTokenException',
  'IncompleteSignature',
  'IncompleteSignatureException',
  'InvalidAction',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  'RequestExpired',
  'RequestEntityTooLargeException',
  'SerializationException',
  'UnknownOperationException',
  'UnrecognizedClientException',
  'ValidationException',
]

const item = { pk: { S: 'fuzz' }, sk: { S: '0' }, a: { N: '1' }, map: { M: { a: { S: 'x' } } } }
const key = { pk: item.pk, sk: item.sk }
const TableName = 'fuzz'

export const fuzzTable = TableName
export const fuzzQueue = 'fuzz.fifo'
export const fuzzBus = 'fuzz'

export const jsonServices = (
  queueUrl: string,
  pool: { UserPoolId: string; ClientId: string },
): JsonService[] => [
  {
    name: 'DYNAMODB',
    signingName: 'dynamodb',
    target: 'DynamoDB_20120810',
    version: '1.0',
    inputs: {
      PutItem: { TableName, Item: item, ReturnValues: 'ALL_OLD' },
      GetItem: { TableName, Key: key, ConsistentRead: true },
      UpdateItem: {
        TableName,
        Key: key,
        UpdateExpression: 'SET a = :a',
        ExpressionAttributeValues: { ':a': { N: '2' } },
        ReturnValues: 'ALL_NEW',
      },
      DeleteItem: { TableName, Key: key },
      Query: {
        TableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: 'fuzz' } },
        Limit: 5,
        ScanIndexForward: false,
      },
      Scan: { TableName, Limit: 3, Segment: 0, TotalSegments: 2 },
      BatchWriteItem: { RequestItems: { [TableName]: [{ PutRequest: { Item: item } }] } },
      BatchGetItem: { RequestItems: { [TableName]: { Keys: [key] } } },
      TransactWriteItems: {
        TransactItems: [{ Put: { TableName, Item: item } }],
        ClientRequestToken: '0123456789abcdef',
      },
      TransactGetItems: { TransactItems: [{ Get: { TableName, Key: key } }] },
      DescribeTable: { TableName },
      CreateTable: {
        TableName,
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
      },
    },
    codes: [
      'BackupNotFoundException',
      'ConditionalCheckFailedException',
      'IdempotentParameterMismatchException',
      'ItemCollectionSizeLimitExceededException',
      'LimitExceededException',
      'ResourceInUseException',
      'ResourceNotFoundException',
      'TableNotFoundException',
      'TransactionCanceledException',
      'TransactionConflictException',
    ],
  },
  {
    name: 'SQS',
    signingName: 'sqs',
    target: 'AmazonSQS',
    version: '1.0',
    inputs: {
      SendMessage: {
        QueueUrl: queueUrl,
        MessageBody: 'hello',
        MessageGroupId: 'g',
        MessageDeduplicationId: 'd',
        MessageAttributes: { colour: { DataType: 'String', StringValue: 'sage' } },
      },
      SendMessageBatch: {
        QueueUrl: queueUrl,
        Entries: [{ Id: '1', MessageBody: 'x', MessageGroupId: 'g', MessageDeduplicationId: 'e' }],
      },
      ReceiveMessage: {
        QueueUrl: queueUrl,
        MaxNumberOfMessages: 3,
        WaitTimeSeconds: 0,
        VisibilityTimeout: 0,
      },
      DeleteMessage: { QueueUrl: queueUrl, ReceiptHandle: 'nothing' },
      ChangeMessageVisibility: { QueueUrl: queueUrl, ReceiptHandle: 'nothing', VisibilityTimeout: 3 },
      GetQueueAttributes: { QueueUrl: queueUrl, AttributeNames: ['All'] },
      SetQueueAttributes: { QueueUrl: queueUrl, Attributes: { VisibilityTimeout: '30' } },
      GetQueueUrl: { QueueName: fuzzQueue },
      ListQueues: { QueueNamePrefix: 'f', MaxResults: 5 },
    },
    codes: [
      'AWS.SimpleQueueService.NonExistentQueue',
      'BatchEntryIdsNotDistinct',
      'BatchRequestTooLong',
      'EmptyBatchRequest',
      'InvalidAddress',
      'InvalidAttributeName',
      'InvalidAttributeValue',
      'InvalidBatchEntryId',
      'InvalidIdFormat',
      'InvalidMessageContents',
      'InvalidParameterValue',
      'MessageNotInflight',
      'MissingParameter',
      'OverLimit',
      'QueueDoesNotExist',
      'QueueNameExists',
      'ReceiptHandleIsInvalid',
      'ResourceNotFoundException',
      'TooManyEntriesInBatchRequest',
      'UnsupportedOperation',
    ],
  },
  {
    name: 'EVENTBRIDGE',
    signingName: 'events',
    target: 'AWSEvents',
    version: '1.1',
    inputs: {
      PutEvents: {
        Entries: [
          { EventBusName: fuzzBus, Source: 'fuzz', DetailType: 'Fuzzed', Detail: '{"a":1}', Resources: [] },
        ],
      },
      PutRule: {
        Name: 'rule',
        EventBusName: fuzzBus,
        EventPattern: JSON.stringify({ source: [{ prefix: 'f' }], detail: { a: [{ numeric: ['>', 0] }] } }),
      },
      DescribeRule: { Name: 'rule', EventBusName: fuzzBus },
      PutTargets: {
        Rule: 'rule',
        EventBusName: fuzzBus,
        Targets: [{ Id: '1', Arn: 'arn:aws:sqs:us-east-1:000000000000:none' }],
      },
      ListRules: { EventBusName: fuzzBus, Limit: 3 },
      ListTargetsByRule: { Rule: 'rule', EventBusName: fuzzBus },
      RemoveTargets: { Rule: 'rule', EventBusName: fuzzBus, Ids: ['1'] },
      DescribeEventBus: { Name: fuzzBus },
    },
    codes: [
      'ConcurrentModificationException',
      'IllegalStatusException',
      'InternalException',
      'InvalidEventPatternException',
      'InvalidStateException',
      'LimitExceededException',
      'ManagedRuleException',
      'OperationDisabledException',
      'PolicyLengthExceededException',
      'ResourceAlreadyExistsException',
      'ResourceNotFoundException',
    ],
  },
  {
    name: 'COGNITO_IDENTITY_PROVIDER',
    signingName: 'cognito-idp',
    target: 'AWSCognitoIdentityProviderService',
    version: '1.1',
    inputs: {
      SignUp: {
        ClientId: pool.ClientId,
        Username: 'ann@example.com',
        Password: 'Harbour-light-1',
        UserAttributes: [{ Name: 'email', Value: 'ann@example.com' }],
      },
      ConfirmSignUp: { ClientId: pool.ClientId, Username: 'ann@example.com', ConfirmationCode: '123456' },
      InitiateAuth: {
        ClientId: pool.ClientId,
        AuthFlow: 'USER_SRP_AUTH',
        AuthParameters: { USERNAME: 'ann@example.com', SRP_A: 'abcdef0123' },
      },
      RespondToAuthChallenge: {
        ClientId: pool.ClientId,
        ChallengeName: 'PASSWORD_VERIFIER',
        Session: 'session-of-nobody-session-of-nobody',
        ChallengeResponses: {
          USERNAME: 'ann@example.com',
          PASSWORD_CLAIM_SECRET_BLOCK: 'YQ==',
          PASSWORD_CLAIM_SIGNATURE: 'YQ==',
          TIMESTAMP: 'Mon Jan 5 10:00:00 UTC 2026',
        },
      },
      GetTokensFromRefreshToken: { ClientId: pool.ClientId, RefreshToken: 'nothing' },
      GetUser: { AccessToken: 'a.b.c' },
      ForgotPassword: { ClientId: pool.ClientId, Username: 'ann@example.com' },
      AdminGetUser: { UserPoolId: pool.UserPoolId, Username: 'ann@example.com' },
      AdminCreateUser: {
        UserPoolId: pool.UserPoolId,
        Username: 'bob@example.com',
        MessageAction: 'SUPPRESS',
      },
      ListUsers: { UserPoolId: pool.UserPoolId, Filter: 'email = "ann@example.com"', Limit: 3 },
    },
    codes: [
      'AliasExistsException',
      'CodeDeliveryFailureException',
      'CodeMismatchException',
      'ExpiredCodeException',
      'ForbiddenException',
      'InvalidParameterException',
      'InvalidPasswordException',
      'LimitExceededException',
      'NotAuthorizedException',
      'PasswordResetRequiredException',
      'RefreshTokenReuseException',
      'ResourceNotFoundException',
      'TooManyFailedAttemptsException',
      'TooManyRequestsException',
      'UnsupportedOperationException',
      'UserNotConfirmedException',
      'UserNotFoundException',
      'UsernameExistsException',
    ],
  },
]
