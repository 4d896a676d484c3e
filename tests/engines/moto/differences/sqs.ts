import type { Differences } from '../difference'

export const sqs: Differences = {
  'sqs: queues keeps attributes and refuses unknown or impossible ones': {
    kind: 'absent',
    says: `promise resolved "{ '$metadata': { …(6) } }" instead of rejecting`,
    why: 'moto does not check attributes',
    aws: 'SetQueueAttributes: InvalidAttributeName, InvalidAttributeValue',
  },
  'sqs: queues deletes a queue with its messages, and lets its name rest for a minute': {
    kind: 'absent',
    says: 'promise resolved "{ …(2) }" instead of rejecting',
    why: 'moto lets a name be taken again at once',
    aws: 'DeleteQueue: “you must wait at least 60 seconds before creating a queue with the same name”',
  },
  'sqs: queues names the operation that it does not have': {
    kind: 'open',
    says: `expected [Function] to throw error matching /AddPermission/ but got 'T`,
    why: 'moto has permissions of queues, the local cloud refuses them by name: access is given by roles here',
    aws: 'AddPermission is documented; which operations a stand-in has is ours to say',
  },
  'sqs: a standard queue changes visibility of what is in flight, and of nothing else': {
    kind: 'absent',
    says: `promise resolved "{ '$metadata': { …(6) } }" instead of rejecting`,
    why: 'moto does not check the bounds of a visibility timeout',
    aws: 'ChangeMessageVisibility: 0 to 43,200 seconds; MessageNotInflight',
  },
  'sqs: a standard queue refuses bodies that are empty, too large or not text': {
    kind: 'absent',
    says: 'promise resolved "{ …(3) }" instead of rejecting',
    why: 'moto takes an empty body',
    aws: 'SendMessage, MessageBody: “the minimum size is one character”, and characters outside the allowed set are InvalidMessageContents',
  },
  'sqs: a standard queue takes batches entry by entry': {
    kind: 'wrong',
    says: 'InvalidParameterValue: One or more parameters are invalid. Reason: Mes',
    why: 'one bad entry fails the whole batch; SendMessageBatch: for each message a result entry, or an error entry if that message fails',
    aws: 'SendMessageBatch: “the result of sending each message is reported individually in the response”',
  },
  'sqs: a standard queue refuses a wrong signature': {
    kind: 'absent',
    says: 'promise resolved "{',
    why: 'moto checks no signatures',
    aws: '“Common Errors”: InvalidSignatureException / IncompleteSignature',
  },
  'sqs: a FIFO queue numbers messages and tells group and deduplication id': {
    kind: 'wrong',
    says: 'to be greater than',
    why: 'sequence numbers are drawn at random; AWS: they grow within a group',
    aws: 'SendMessage, SequenceNumber: it “continues to increase for a particular MessageGroupId”',
    sometimes: true,
  },
  'sqs: a FIFO queue accepts a duplicate for five minutes without delivering it again': {
    kind: 'wrong',
    says: 'to deeply equal []',
    why: 'moto forgets the deduplication id with the message; SendMessage: it is kept track of “even after the message is received and deleted”',
    aws: 'SendMessage, MessageDeduplicationId: “even after the message is received and deleted”',
  },
  'sqs: a FIFO queue answers a duplicate with the ids of the first': {
    kind: 'open',
    says: 'expected { …(4) } to match object { …(2) }',
    why: 'SendMessage: a duplicate is “accepted successfully” and not delivered; with which ids it does not say, ours are those of the first',
    aws: 'not decided: SendMessage says “accepted successfully”, with which ids it does not say',
  },
  'sqs: a FIFO queue can keep deduplication apart for each group': {
    kind: 'absent',
    says: 'expected [ { …(5) } ] to have a length of 2 but got 1',
    why: 'moto does not know DeduplicationScope',
    aws: 'CreateQueue, DeduplicationScope: the queue or the message group',
  },
  'sqs: a FIFO queue refuses to delete by an expired receipt handle': {
    kind: 'absent',
    says: `promise resolved "{ '$metadata': { …(6) } }" instead of rejecting`,
    why: 'moto lets an expired receipt delete from a FIFO queue',
    aws: 'ReceiveMessage, of FIFO queues: who deletes after the visibility timeout finds that “the action fails with an error”; re:Post Knowledge Center: InvalidParameterValue, “the receipt handle has expired”',
  },
  'sqs: a FIFO queue repeats a receive whose answer was lost': {
    kind: 'absent',
    says: 'expected undefined to be',
    why: 'moto does not know ReceiveRequestAttemptId',
    aws: 'ReceiveMessage, ReceiveRequestAttemptId: the same attempt is answered with the same messages',
  },
  'sqs: a FIFO queue wakes a long poll when the group is free again': {
    kind: 'wrong',
    says: `expected [] to deeply equal [ '2' ]`,
    why: 'a long poll does not see that a group has become free',
    aws: '“Amazon SQS short and long polling”: a long poll is answered as soon as a message is available',
    sometimes: true,
  },
  'sqs: a dead-letter queue takes what was received too often (FIFO: false), and gives it back': {
    kind: 'absent',
    says: 'expected { …(5) } to match object { Object (Body, Attributes) }',
    why: 'moto does not tell DeadLetterQueueSourceArn',
    aws: 'ReceiveMessage, MessageSystemAttributeNames: DeadLetterQueueSourceArn',
  },
  'sqs: a dead-letter queue takes what was received too often (FIFO: true), and gives it back': {
    kind: 'wrong',
    says: `expected [ 'fine' ] to deeply equal [ 'poison', 'fine' ]`,
    why: 'a message that failed is put behind the next of its group; AWS keeps the order',
    aws: '“Key terms” of FIFO queues: messages of a group are processed “one by one, in a strict order relative to the message group”',
  },
  'sqs: a dead-letter queue must exist, be of the same kind and allow its source': {
    kind: 'absent',
    says: 'promise resolved "',
    why: 'moto does not know RedriveAllowPolicy',
    aws: 'CreateQueue, RedriveAllowPolicy; RedrivePolicy: “the dead-letter queue of a FIFO queue must also be a FIFO queue”',
  },
  'sqs: a dead-letter queue only dead-letter queues can be redriven': {
    kind: 'absent',
    says: 'expected [Function] to throw error matching /Dead Letter Queue/ but go',
    why: 'moto does not check that a queue is a dead-letter queue (its server fails)',
    aws: 'StartMessageMoveTask: “limited to supporting message redrive from dead-letter queues”',
  },
}
