import type { Differences } from '../difference'

export const dynamodb: Differences = {
  'dynamodb-queries: a query ends a page at 1 MB': {
    kind: 'wrong',
    says: 'expected 3 to be 4 // Object.is equality',
    why: 'moto ends a page before the item that would pass 1 MB; AWS counts what was read, the item that passes it included',
  },
  'dynamodb-queries: a query is refused: pk = :v': {
    kind: 'absent',
    says: 'The call was expected to be refused, but it succeeded.',
    why: 'moto does not hold a value of a key condition to the type of the key',
  },
  'dynamodb-queries: a query is refused: pk = :v OR sk = :v': {
    kind: 'absent',
    says: `expected 'SyntaxError' to be 'ValidationException' // Object.is equali`,
    why: 'moto has no answer to OR in a key condition (its server fails)',
  },
  'dynamodb-scans: an index shows what it projects': {
    kind: 'absent',
    says: 'The call was expected to be refused, but it succeeded.',
    why: 'moto does not check that an index has what a projection or a consistent read asks for',
  },
  'dynamodb-scans: an index that is local sorts a partition another way and fetches what it does not project':
    {
      kind: 'absent',
      says: `expected [ { pk: 'p', sk: 'b', at: '1' } ] to deeply equal [ { pk: 'p'`,
      why: 'moto does not fetch from the table what a local index does not project',
    },
  'dynamodb-scans: a scan refuses a start that is no key': {
    kind: 'absent',
    says: 'The call was expected to be refused, but it succeeded.',
    why: 'moto does not check ExclusiveStartKey',
  },
  'dynamodb-scans: a batch refuses duplicates, too many requests and large items': {
    kind: 'absent',
    says: 'The call was expected to be refused, but it succeeded.',
    why: 'moto does not check all limits of a batch',
  },
  'dynamodb-streams: a stream tells of every change in order, and of nothing that changed nothing': {
    kind: 'wrong',
    says: `expected [ 'INSERT x', 'MODIFY x', …(2) ] to deeply equal [ 'INSERT x'`,
    why: 'an update that changes nothing gives a record; AWS: no stream record is written',
  },
  'dynamodb-streams: a stream that is disabled is read to its end': {
    kind: 'absent',
    says: `SyntaxError: Unexpected token '<', "<!doctype "... is not valid JSON`,
    why: 'moto forgets a stream as it is disabled (its server fails); AWS keeps it readable for a day',
  },
  'dynamodb-tables: a table cannot be made twice, nor with keys that make no sense': {
    kind: 'absent',
    says: 'The call was expected to be refused, but it succeeded.',
    why: 'moto does not check that the keys of a table are declared',
  },
  'dynamodb-tables: a table gains an index over the items that it has, and loses it': {
    kind: 'wrong',
    says: `expected 'ResourceNotFoundException' to be 'ValidationException' // Ob`,
    why: 'a query by an index that is gone is ResourceNotFoundException; AWS: ValidationException, the table is there',
  },
  'dynamodb-tables: time to live is described, and not enabled twice': {
    kind: 'absent',
    says: 'The call was expected to be refused, but it succeeded.',
    why: 'moto does not refuse to enable what is enabled',
  },
  'dynamodb-transactions: a transaction that is cancelled writes nothing and gives its reasons in order': {
    kind: 'wrong',
    says: `expected 'ValidationException' to be 'TransactionCanceledException' //`,
    why: 'an update that cannot be computed ends the request with ValidationException; AWS: the transaction is cancelled with ValidationError among its reasons',
  },
  'dynamodb-transactions: a transaction repeated with its token is made once; another one with that token is refused':
    {
      kind: 'absent',
      says: `expected { pk: 'chair', sk: 'a', onHand: 2 } to match object { onHand:`,
      why: 'moto does not know ClientRequestToken: it makes the transaction twice',
    },
  'dynamodb-transactions: a transaction with more than 4 MB is refused': {
    kind: 'absent',
    says: 'The call was expected to be refused, but it succeeded.',
    why: 'moto does not count the size of a transaction',
  },
  'dynamodb-transactions: a transaction reads several items at one moment, absent ones included': {
    kind: 'absent',
    says: 'expected [ Array(3) ] to deeply equal [ { onHand: 1 }, undefined, { …(',
    why: 'moto does not know ProjectionExpression in TransactGetItems',
  },
  'dynamodb: items keep numbers exact to 38 digits and refuse more': {
    kind: 'wrong',
    says: 'expected { Object (N) } to deeply equal { Object (N) }',
    why: 'a whole number comes back with `.0`',
  },
  'dynamodb: items are refused over 400 KB, on put and on update': {
    kind: 'wrong',
    says: 'ValidationException: Item size has exceeded the maximum allowed size',
    why: 'moto counts `é` as six bytes, as its JSON is escaped; “DynamoDB item sizes and formats”: a string has the size of its UTF-8 bytes, here two',
  },
  'dynamodb: items show the parts that a projection names': {
    kind: 'wrong',
    says: `expected { address: { city: 'Hull' }, …(1) } to deeply equal { address`,
    why: 'of two elements of one list moto gives one; AWS gives both',
  },
  'dynamodb: items need the whole key in the declared types': {
    kind: 'wrong',
    says: `expected 'One or more parameter values were inv…' to contain 'empty st`,
    why: 'the message about an empty key is that of earlier years',
  },
  'dynamodb-transactions: a transaction never oversells under contention': {
    kind: 'absent',
    says: 'expected ',
    why: 'moto takes requests on several threads without isolating transactions: now and then it sells one too many',
    sometimes: true,
  },
}
