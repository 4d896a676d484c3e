import type { Differences } from '../difference'

export const dynamodb: Differences = {
  'dynamodb-queries: a query ends a page at 1 MB': {
    kind: 'wrong',
    says: 'expected 3 to be 4 // Object.is equality',
    why: 'moto ends a page before the item that would pass 1 MB; AWS counts what was read, the item that passes it included',
    aws: 'Query, Limit: it stops “if the processed dataset size exceeds 1 MB”, so after the item that passes it; “Paginating table query results” says less exactly “1 MB in size (or less)”',
  },
  'dynamodb-queries: a query is refused: pk = :v': {
    kind: 'absent',
    says: 'The call was expected to be refused, but it succeeded.',
    why: 'moto does not hold a value of a key condition to the type of the key',
    aws: 'Query, KeyConditionExpression: the value is compared with the key; CreateTable, AttributeDefinitions: which has one type',
  },
  'dynamodb-queries: a query is refused: pk = :v OR sk = :v': {
    kind: 'absent',
    says: `expected 'SyntaxError' to be 'ValidationException' // Object.is equali`,
    why: 'moto has no answer to OR in a key condition (its server fails)',
    aws: 'Query, KeyConditionExpression: “the condition must perform an equality test on a single partition key value”, and AND is all that joins it to one on the sort key',
  },
  'dynamodb-scans: an index shows what it projects': {
    kind: 'absent',
    says: 'The call was expected to be refused, but it succeeded.',
    why: 'moto does not check that an index has what a projection or a consistent read asks for',
    aws: 'Query, Select and ConsistentRead: of a global index “you can only request attributes that are projected”, and consistent reads “are not supported”',
  },
  'dynamodb-scans: an index that is local sorts a partition another way and fetches what it does not project':
    {
      kind: 'absent',
      says: `expected [ { pk: 'p', sk: 'b', at: '1' } ] to deeply equal [ { pk: 'p'`,
      why: 'moto does not fetch from the table what a local index does not project',
      aws: 'Query, Select: “if any of the requested attributes are not projected into the local secondary index, DynamoDB fetches each of these attributes from the parent table”',
    },
  'dynamodb-scans: a scan refuses a start that is no key': {
    kind: 'absent',
    says: 'The call was expected to be refused, but it succeeded.',
    why: 'moto does not check ExclusiveStartKey',
    aws: 'Scan, ExclusiveStartKey: “the primary key of the first item that this operation will evaluate”, String, Number or Binary',
  },
  'dynamodb-scans: a batch refuses duplicates, too many requests and large items': {
    kind: 'absent',
    says: 'The call was expected to be refused, but it succeeded.',
    why: 'moto does not check all limits of a batch',
    aws: 'BatchWriteItem: the whole is rejected with more than 25 requests, several for one item, or an item over 400 KB',
  },
  'dynamodb-streams: a stream tells of every change in order, and of nothing that changed nothing': {
    kind: 'wrong',
    says: `expected [ 'INSERT x', 'MODIFY x', …(2) ] to deeply equal [ 'INSERT x'`,
    why: 'an update that changes nothing gives a record; AWS: no stream record is written',
    aws: 'PutItem and UpdateItem write records of modifications; “Change data capture for DynamoDB Streams”: a record is of “a data modification”. That a write which changes nothing gives none stood in no page we found; the service does so',
  },
  'dynamodb-streams: a stream that is disabled is read to its end': {
    kind: 'absent',
    says: `SyntaxError: Unexpected token '<', "<!doctype "... is not valid JSON`,
    why: 'moto forgets a stream as it is disabled (its server fails); AWS keeps it readable for a day',
    aws: '“Change data capture for DynamoDB Streams”, reading and processing: a disabled stream stays readable, its data for 24 hours',
  },
  'dynamodb-tables: a table cannot be made twice, nor with keys that make no sense': {
    kind: 'absent',
    says: 'The call was expected to be refused, but it succeeded.',
    why: 'moto does not check that the keys of a table are declared',
    aws: 'CreateTable: ResourceInUseException; AttributeDefinitions describe “the key schema for the table and indexes”, neither more nor less',
  },
  'dynamodb-tables: time to live is described, and not enabled twice': {
    kind: 'absent',
    says: 'The call was expected to be refused, but it succeeded.',
    why: 'moto does not refuse to enable what is enabled',
    aws: 'UpdateTimeToLive: “any additional UpdateTimeToLive calls for the same table during this one hour duration result in a ValidationException”',
  },
  'dynamodb-transactions: a transaction that is cancelled writes nothing and gives its reasons in order': {
    kind: 'wrong',
    says: `expected 'ValidationException' to be 'TransactionCanceledException' //`,
    why: 'an update that cannot be computed ends the request with ValidationException; AWS: the transaction is cancelled with ValidationError among its reasons',
    aws: 'TransactionCanceledException: CancellationReasons, among them the code ValidationError',
  },
  'dynamodb-transactions: a transaction repeated with its token is made once; another one with that token is refused':
    {
      kind: 'absent',
      says: `expected { pk: 'chair', sk: 'a', onHand: 2 } to match object { onHand:`,
      why: 'moto does not know ClientRequestToken: it makes the transaction twice',
      aws: 'TransactWriteItems, ClientRequestToken: “multiple identical calls have the same effect as one single call”, for ten minutes; IdempotentParameterMismatchException',
    },
  'dynamodb-transactions: a transaction with more than 4 MB is refused': {
    kind: 'absent',
    says: 'The call was expected to be refused, but it succeeded.',
    why: 'moto does not count the size of a transaction',
    aws: 'TransactWriteItems: rejected when “the aggregate size of the items in the transaction exceeds 4 MB”',
  },
  'dynamodb-transactions: a transaction reads several items at one moment, absent ones included': {
    kind: 'absent',
    says: 'expected [ Array(3) ] to deeply equal [ { onHand: 1 }, undefined, { …(',
    why: 'moto does not know ProjectionExpression in TransactGetItems',
    aws: 'Get (of TransactGetItems), ProjectionExpression',
  },
  'dynamodb: items keep numbers exact to 38 digits and refuse more': {
    kind: 'wrong',
    says: 'expected { Object (N) } to deeply equal { Object (N) }',
    why: 'a whole number comes back with `.0`',
    aws: '“Supported data types and naming rules”, Number: up to 38 digits of precision, “leading and trailing zeroes are trimmed”',
  },
  'dynamodb: items are refused over 400 KB, on put and on update': {
    kind: 'wrong',
    says: 'ValidationException: Item size has exceeded the maximum allowed size',
    why: 'moto counts `é` as six bytes, as its JSON is escaped; “DynamoDB item sizes and formats”: a string has the size of its UTF-8 bytes, here two',
    aws: '“DynamoDB item sizes and formats”: a string has the size of its UTF-8 bytes',
  },
  'dynamodb: items show the parts that a projection names': {
    kind: 'wrong',
    says: `expected { address: { city: 'Hull' }, …(1) } to deeply equal { address`,
    why: 'of two elements of one list moto gives one; AWS gives both',
    aws: 'GetItem, ProjectionExpression: one or more attributes, “scalars, sets, or elements of a JSON document”',
  },
  'dynamodb: items need the whole key in the declared types': {
    kind: 'absent',
    says: 'The call was expected to be refused, but it succeeded.',
    why: 'moto does not hold the attributes of an index key to their types',
    aws: 'PutItem, Item: of attributes of an index key “their types must match the index key schema”',
  },
  'dynamodb-transactions: a transaction never oversells under contention': {
    kind: 'absent',
    says: 'expected ',
    why: 'moto takes requests on several threads without isolating transactions: now and then it sells one too many',
    aws: 'TransactWriteItems: “the actions are completed atomically so that either all of them succeed, or all of them fail”',
    sometimes: true,
  },
}
