import { ServiceError } from '@/infra/local/requests'

/** An error of the queue service: `code` as the JSON protocol names it, `queryCode` as the older query protocol does. */
function sqsError(code: string, message: string, status = 400, queryCode = code): ServiceError {
  return new ServiceError(code, message, status, {}, { 'x-amzn-query-error': `${queryCode};Sender` })
}

const legacy = (name: string) => `AWS.SimpleQueueService.${name}`
const renamed = (code: string, message: string, status = 400) => sqsError(code, message, status, legacy(code))

export const queueDoesNotExist = () =>
  sqsError('QueueDoesNotExist', 'The specified queue does not exist.', 400, legacy('NonExistentQueue'))

export const queueNameExists = (attribute: string) =>
  sqsError(
    'QueueNameExists',
    `A queue already exists with the same name and a different value for attribute ${attribute}`,
    400,
    'QueueAlreadyExists',
  )

export const queueDeletedRecently = () =>
  renamed(
    'QueueDeletedRecently',
    'You must wait 60 seconds after deleting a queue before you can create another with the same name.',
  )

export const purgeInProgress = (name: string) =>
  renamed(
    'PurgeQueueInProgress',
    `Only one PurgeQueue operation on ${name} is allowed every 60 seconds.`,
    403,
  )

export const invalidAddress = (url: string) =>
  sqsError('InvalidAddress', `The address ${url} is not valid for this endpoint.`, 404)

export const missingParameter = (name: string) =>
  sqsError('MissingParameter', `The request must contain the parameter ${name}.`)

export const invalidParameter = (message: string) => sqsError('InvalidParameterValue', message)

export const invalidMessage = () =>
  sqsError('InvalidMessageContents', 'Message contains characters outside the allowed set.')

export const invalidAttributeName = (name: string) =>
  sqsError('InvalidAttributeName', `Unknown Attribute ${name}.`)

export const invalidAttributeValue = (name: string) =>
  sqsError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`)

export const receiptHandleInvalid = (handle: string) =>
  sqsError(
    'ReceiptHandleIsInvalid',
    `The input receipt handle "${handle}" is not a valid receipt handle.`,
    404,
  )

export const receiptHandleExpired = (handle: string) =>
  invalidParameter(
    `Value ${handle} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.`,
  )

export const messageNotInFlight = (handle: string) =>
  renamed(
    'MessageNotInflight',
    `Value ${handle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
  )

export const overLimit = (message: string) => sqsError('OverLimit', message, 403)

export const emptyBatch = (entry: string) =>
  renamed('EmptyBatchRequest', `There should be at least one ${entry} in the request.`)

export const tooManyEntries = (count: number) =>
  renamed(
    'TooManyEntriesInBatchRequest',
    `Maximum number of entries per request are 10. You have sent ${count}.`,
  )

export const idsNotDistinct = (id: string) => renamed('BatchEntryIdsNotDistinct', `Id ${id} repeated.`)

export const invalidEntryId = () =>
  renamed(
    'InvalidBatchEntryId',
    'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
  )

export const batchTooLong = (limit: number, size: number) =>
  renamed(
    'BatchRequestTooLong',
    `Batch requests cannot be longer than ${limit} bytes. You have sent ${size} bytes.`,
  )

export const unsupported = (message: string) => renamed('UnsupportedOperation', message)

export const resourceNotFound = (message: string) => sqsError('ResourceNotFoundException', message, 404)

export const malformedInput = (message: string) => sqsError('SerializationException', message)
